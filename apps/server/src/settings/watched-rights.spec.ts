import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '#runtime';
import { InvalidSettingsError } from './settings.js';
import { WatchedRights } from './watched-rights.js';

const PERSON = '0B1F7A90-5a3e-4f0e-8a51-111111111111';

describe('the rights file', () => {
  let folder: string;
  let file: string;
  const logged: unknown[] = [];
  const log = {
    info: (line: unknown) => void logged.push(line),
    error: (line: unknown) => void logged.push(line),
  };
  const write = (content: unknown): void =>
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rights-'));
    file = join(folder, 'rights.json');
    logged.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes nothing from anyone where it is missing', () => {
    expect(new WatchedRights(file, log).rules).toEqual([]);
  });

  it('says what is left to whom', () => {
    write([
      { appRole: 'Backup.Admin.Groups', role: 'administrator', objectTypes: ['group'] },
      { objectId: PERSON, withdrawn: true },
    ]);
    expect(new WatchedRights(file, log).rules).toEqual([
      { appRole: 'Backup.Admin.Groups', role: 'administrator', objectTypes: ['group'] },
      { objectId: PERSON.toLowerCase(), objectTypes: [] },
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['is not JSON', '[', /not JSON/],
    ['is no list', {}, /a list of rules/],
    ['holds no rules', ['group'], /a list of rules/],
    ['is about nobody', [{ objectTypes: ['group'] }], /rule 0.*must name/],
    ['takes nothing', [{ objectId: PERSON }], /objectTypes, a role, or withdrawn/],
    ['takes back a withdrawal', [{ objectId: PERSON, withdrawn: false }], /withdrawn: true/],
    ['is about two roles', [{ appRole: 'a', directoryRole: PERSON, withdrawn: true }], /one role/],
    ['gives a person a role', [{ objectId: PERSON, role: 'administrator' }], /beside an appRole/],
    ['knows another type', [{ objectId: PERSON, objectTypes: ['device'] }], /objectTypes/],
    ['leaves no type', [{ objectId: PERSON, objectTypes: [] }], /set withdrawn/],
    ['has a word that means nothing', [{ objectId: PERSON, objectType: 'group' }], /objectType/],
  ])('is refused at the start where it %s', (_what, content, reason) => {
    write(content);
    expect(() => new WatchedRights(file, log)).toThrow(InvalidSettingsError);
    expect(() => new WatchedRights(file, log)).toThrow(reason);
  });

  it('is looked at every second, and whoever listens is told of a change', async () => {
    const clock = new VirtualClock('2026-11-24T09:00:00Z');
    const stopping = new AbortController();
    const rights = new WatchedRights(file, log);
    const told = new Promise<void>((resolve) => rights.onChange(() => resolve()));
    const following = rights.follow(clock, stopping.signal);
    write([{ objectId: PERSON, withdrawn: true }]);
    clock.advance(1_000);
    await told;
    expect(rights.rules).toHaveLength(1);
    stopping.abort();
    await following;
  });

  it.each<[string, () => void]>([
    ['cannot be used', () => write('[')],
    ['is gone', () => rmSync(file)],
  ])('keeps its last rules where it %s, and says so once', (_what, spoil) => {
    write([{ objectId: PERSON, withdrawn: true }]);
    const rights = new WatchedRights(file, log);
    let heard = 0;
    rights.onChange(() => (heard += 1));
    spoil();
    rights.look();
    rights.look();
    expect(rights.rules).toHaveLength(1);
    expect([heard, logged.length]).toEqual([0, 1]);
    write([]);
    rights.look();
    expect(rights.rules).toEqual([]);
    expect(heard).toBe(1);
  });
});
