import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#catalogue';
import type { RecordedEvent } from '#event-store';
import type { Wrapper } from '../../apps/simulator/src/index.js';
import { HurriedClock } from '../../libs/directory/src/graph/scripted-graph.contract.js';
import { openSimulatedTenant } from '../directory/simulated-tenant.js';
import { Engine } from '../support/engine.js';
import { EventSchemas } from './event-schemas.js';
import { MARKER } from './eventful-life.js';

/** A service principal bears this name, which our own sentences use as well. */
const OUR_WORDS = new Set(['Microsoft Graph']);

describe('the log of a recovery over Microsoft Graph', () => {
  const engine = new Engine();
  let down = false;
  let quotations = 0;
  /** Graph at its worst: each of its refusals quotes values of the directory. */
  const quoting: Wrapper = (next) => async (request) => {
    try {
      return await next(request);
    } catch (refusal) {
      if (!(refusal instanceof Error)) throw refusal;
      quotations += 1;
      const message = `${refusal.message} Value: '${MARKER} quoted'.`;
      const told: readonly unknown[] =
        'details' in refusal && Array.isArray(refusal.details) ? refusal.details : [];
      const details = [...told, { code: 'InvalidValue', message, target: `${MARKER} target` }];
      throw Object.assign(refusal, { message, details });
    }
  };
  const failing: Wrapper = (next) => async (request) =>
    down
      ? { status: 500, body: { error: { code: 'InternalServerError', message: 'Sorry.' } } }
      : next(request);
  let log: readonly RecordedEvent[] = [];
  let values: ReadonlySet<string> = new Set();
  let closeSimulator = async (): Promise<void> => undefined;

  beforeAll(async () => {
    const { simulator, directory } = await openSimulatedTenant(
      { users: 40, wrappers: [failing, quoting] },
      { clock: new HurriedClock() },
    );
    closeSimulator = () => simulator.close();
    Object.assign(engine.directory, {
      sync: directory.sync.bind(directory),
      read: directory.read.bind(directory),
      apply: directory.apply.bind(directory),
    });
    const graph = graphOf(simulator.url);
    const users = await graph('GET', '/v1.0/users?$select=id,userPrincipalName,onPremisesSyncEnabled');
    const [victim, usurper] = users.filter((user) => user['onPremisesSyncEnabled'] !== true);
    if (!victim || !usurper) throw new Error('The simulated tenant has no two users of its own.');
    await graph('PATCH', pathOf(victim), { department: `${MARKER} department` });

    await engine.connect();
    engine.startWorker();
    const backup = await engine.takeBackup();
    values = texts(await graph('GET', '/simulator/state'));
    await graph('DELETE', pathOf(victim));
    await graph('PATCH', pathOf(usurper), {
      userPrincipalName: victim['userPrincipalName'] ?? null,
      department: `${MARKER} usurped`,
    });
    const scope = { kind: 'objectIds', objectIds: [idOf(victim)] } as const;
    await engine.ended(await engine.startRecovery(backup, { scope }));
    await engine.ended(await engine.startRecovery(backup));
    down = true;
    await engine.takeBackup();
    log = await Array.fromAsync(engine.store.readAll());
  });
  afterAll(async () => {
    await engine.close();
    await closeSimulator();
  });

  it('tells in our own words what Graph refused', () => {
    const failed = log.find(({ type }) => type === 'RecoveryStepFailed');
    expect(failed?.data).toMatchObject({
      action: 'restore',
      code: 'Request_BadRequest',
      message: 'Another object has this value, which must be unique. Properties: userPrincipalName.',
    });
    expect(log.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['RecoveryStepApplied', 'BackupFailed']),
    );
  });

  it('holds no directory value, not even one that Graph has quoted', () => {
    expect(quotations).toBeGreaterThan(0);
    expect(values.size).toBeGreaterThan(100);
    expect(values).toContain(`${MARKER} department`);
    const found = log.flatMap((event) => {
      const text = JSON.stringify(event);
      return [...values, MARKER].filter((value) => !OUR_WORDS.has(value) && text.includes(value));
    });
    expect(found).toEqual([]);
  });

  it('holds no event that is not of its schema', () => {
    const schemas = new EventSchemas();
    expect(log.map((event) => schemas.faults(event)).filter((fault) => fault !== '')).toEqual([]);
  });
});

function idOf({ id }: JsonObject): string {
  if (typeof id !== 'string') throw new Error('An object of the tenant has no id.');
  return id;
}

const pathOf = (user: JsonObject): string => `/v1.0/users/${idOf(user)}`;

/** Sends requests to the simulated tenant as someone else would; answers the objects of a list, or the whole answer. */
function graphOf(url: string) {
  return async (method: string, path: string, body?: JsonObject): Promise<readonly JsonObject[]> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: 'Bearer of-someone-else', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const answer = response.status === 204 ? {} : ((await response.json()) as JsonObject);
    const list = answer['value'];
    return Array.isArray(list) ? (list as readonly JsonObject[]) : [answer];
  };
}

/** The texts in a tenant's state that no other part of a log would hold by chance: names, addresses, sentences. */
function texts(json: Json): ReadonlySet<string> {
  if (typeof json === 'string') return new Set(/.{4,}[ @].{2,}/.test(json) ? [json] : []);
  if (typeof json !== 'object' || json === null) return new Set();
  return new Set(Object.values(json).flatMap((each: Json) => [...texts(each)]));
}
