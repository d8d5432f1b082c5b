import { describe, expect, it } from '@jest/globals';
import type { Json, ObjectRef } from '#catalogue';
import { graphError, scriptedGraph, type Script } from '../scripted-graph.contract.js';

const never = new AbortController().signal;
const strength: ObjectRef = { type: 'authenticationStrengthPolicy', id: 's1' };
const PATH = '/v1.0/policies/authenticationStrengthPolicies/s1/combinationConfigurations';

const keys = (allowedAAGUIDs: readonly string[], id?: string): Json => ({
  '@odata.type': '#microsoft.graph.fido2CombinationConfiguration',
  ...(id !== undefined && { id }),
  appliesToCombinations: ['fido2'],
  allowedAAGUIDs,
});

async function written(
  wanted: Json,
  present: readonly Json[],
  answer: Script = () => ({ status: 201, body: {} }),
) {
  const { directory, seen } = scriptedGraph((request) =>
    request.method === 'GET' ? { status: 200, body: { value: present } } : answer(request),
  );
  const [outcome] = await directory.apply(
    [{ change: 'update', object: strength, set: { combinationConfigurations: wanted } }],
    never,
  );
  const writes = seen.filter(({ method }) => method !== 'GET');
  return {
    outcome,
    writes: writes.map(({ method, path, body }) => ({ request: `${method} ${path}`, body })),
  };
}

describe('a collection below an object', () => {
  it('gets what is missing, without the ids that Graph makes', async () => {
    const { outcome, writes } = await written([keys(['a'], 'old')], []);
    expect(outcome).toEqual({ outcome: 'applied' });
    expect(writes).toEqual([{ request: `POST ${PATH}`, body: keys(['a']) }]);
  });

  it('loses what is too much, and an item that differs is made anew', async () => {
    const { writes } = await written([keys(['a'])], [keys(['a', 'intruder'], 'c1')]);
    expect(writes.map(({ request }) => request)).toEqual([`DELETE ${PATH}/c1`, `POST ${PATH}`]);
  });

  it('that holds the same in another order and with other ids is left alone', async () => {
    const { outcome, writes } = await written([keys(['a', 'b'], 'x')], [keys(['b', 'a'], 'y')]);
    expect(outcome).toEqual({ outcome: 'applied' });
    expect(writes).toEqual([]);
  });

  it('that may not be read or written tells so', async () => {
    const refusal = { status: 403, body: graphError('Authorization_RequestDenied') } as const;
    const { outcome } = await written([keys(['a'])], [], () => refusal);
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'Authorization_RequestDenied' });
  });
});
