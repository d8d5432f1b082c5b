import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AdapterFactory } from 'oidc-provider';
import { VirtualClock } from '#runtime';
import { memoryAdapter } from './memory-adapter.js';

describe('the store of sessions and codes', () => {
  let clock: VirtualClock;
  let open: AdapterFactory;
  beforeEach(() => {
    clock = new VirtualClock('2026-11-24T09:00:00Z');
    open = memoryAdapter(clock);
  });

  test('finds by id, session and user code, each kind apart, until the time is up', async () => {
    await open('Session').upsert('1', { uid: 'u', kind: 'Session' }, 60);
    await open('DeviceCode').upsert('1', { userCode: 'ABCD', kind: 'DeviceCode' }, 60);
    expect(await open('Session').find('1')).toMatchObject({ kind: 'Session' });
    expect(await open('Session').findByUid('u')).toMatchObject({ kind: 'Session' });
    expect(await open('DeviceCode').findByUserCode('ABCD')).toMatchObject({ kind: 'DeviceCode' });
    expect(await open('Session').findByUserCode('ABCD')).toBeUndefined();
    clock.advance(60_000);
    expect(await open('Session').find('1')).toBeUndefined();
    expect(await open('Session').findByUid('u')).toBeUndefined();
    expect(await open('DeviceCode').findByUserCode('ABCD')).toBeUndefined();
  });

  test('marks a code as used, and forgets all that belongs to a revoked grant', async () => {
    await open('AuthorizationCode').upsert('c', { grantId: 'g' }, 60);
    await open('RefreshToken').upsert('r', { grantId: 'g' });
    await open('RefreshToken').upsert('other', { grantId: 'h' });
    await open('AuthorizationCode').consume('c');
    expect(await open('AuthorizationCode').find('c')).toMatchObject({ consumed: 1_795_510_800 });
    await open('RefreshToken').revokeByGrantId('g');
    expect(await open('AuthorizationCode').find('c')).toBeUndefined();
    expect(await open('RefreshToken').find('r')).toBeUndefined();
    await open('RefreshToken').destroy('other');
    expect(await open('RefreshToken').find('other')).toBeUndefined();
  });

  test('keeps the newest ten thousand entries, however many are made', async () => {
    const interactions = open('Interaction');
    for (let count = 0; count <= 10_000; count += 1) await interactions.upsert(String(count), {}, 60);
    expect(await interactions.find('0')).toBeUndefined();
    expect(await interactions.find('1')).toBeDefined();
  });
});
