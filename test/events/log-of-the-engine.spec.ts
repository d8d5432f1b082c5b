import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#event-store';
import { openReadModels } from '#projections';
import { isEventOf, VERSION_CHAINS } from '#protection';
import { ADMINISTRATOR, Engine } from '../support/engine.js';
import { EventSchemas } from './event-schemas.js';
import { eventfulLife, MARKER } from './eventful-life.js';

describe('the log of a tenant to which everything has happened', () => {
  const engine = new Engine();
  let log: readonly RecordedEvent[] = [];

  beforeAll(async () => {
    await eventfulLife(engine);
    log = await Array.fromAsync(engine.store.readAll());
  });
  afterAll(() => engine.close());

  it('holds every type of event, each in a stream of its category', () => {
    expect([...new Set(log.map(({ type }) => type))].sort()).toEqual(Object.keys(VERSION_CHAINS).sort());
    const categories = ['tenant', 'backup', 'differenceReport', 'recovery', 'alarm'] as const;
    const elsewhere = log.filter(
      ({ stream, type }) =>
        !categories.some((each) => stream.startsWith(`${each}-`) && isEventOf(each, type)),
    );
    expect(elsewhere).toEqual([]);
  });

  it('holds no event that is not of its schema', () => {
    const schemas = new EventSchemas();
    expect(log.map((event) => schemas.faults(event)).filter((fault) => fault !== '')).toEqual([]);
  });

  it('is projected without error', async () => {
    const errors: unknown[] = [];
    const { store } = engine;
    const readModels = openReadModels({ file: ':memory:', store, onError: (error) => errors.push(error) });
    const ending = new AbortController();
    const following = readModels.follow(ending.signal);
    await readModels.caughtUp();
    ending.abort();
    await following;
    readModels.close();
    expect(errors).toEqual([]);
  });

  it('holds no directory value, though such values have been stored, compared and written', () => {
    const written = engine.directory.effects.map((effect) => JSON.stringify(effect)).join('\n');
    for (const kind of ['hacked', 'by hand', 'place before', 'Read', 'Everything'])
      expect(JSON.stringify(engine.directory.entries()) + written).toContain(kind);
    expect(written).toContain(MARKER);
    const strays = log.filter((event) => JSON.stringify(event).toLowerCase().includes(MARKER.toLowerCase()));
    expect(strays).toEqual([]);
  });

  it('names who asked, by display name, and no other person', () => {
    const names = new Set(log.map(({ metadata }) => metadata.actor.name));
    expect(names).toEqual(new Set([ADMINISTRATOR.actor.name, 'Robin Reviewer', 'Known Good schedule']));
  });
});
