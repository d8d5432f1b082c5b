import { describe, expect, it } from '@jest/globals';
import { permittedBy } from './delegated-scopes.js';
import { mayDo } from './may-do.js';
import type { Operation } from './operation.js';

const WHOLE = ['access_as_user'];
const TENANT = '6f1d0a52-2f10-4a3e-9d5b-0c6f8a7b1e01';

describe('the scopes of a token', () => {
  it.each<[string[], 'everything' | Operation[]]>([
    [[], []],
    [['User.Read', 'toString'], []],
    [['access_as_user'], 'everything'],
    [['EntraBackup.Read.All', 'access_as_user'], 'everything'],
    [['EntraBackup.Read.All'], ['read']],
    [['EntraBackup.ReadWrite.Preview'], ['read', 'createDifferenceReport', 'cancelJob']],
    [
      ['EntraBackup.ReadWrite.Recovery', 'EntraBackup.Read.All'],
      ['read', 'startRecovery', 'cancelJob'],
    ],
  ])('%j permit %j', (scopes, permitted) => {
    expect(permittedBy(scopes, WHOLE)).toEqual(permitted);
  });

  it('narrow what the roles allow, and never widen it', () => {
    const principal = {
      tenantId: TENANT,
      objectId: TENANT,
      name: 'Avery Admin',
      applicationId: 'a-script',
      expiresAt: new Date('2026-11-24T10:00:00Z'),
      mayOnly: ['read', 'startRecovery'] as const,
    };
    const tenant = { id: TENANT, readersMayCreateReports: true };
    const administrator = { ...principal, roles: ['administrator'] as const };
    expect(mayDo(administrator, 'startRecovery', tenant)).toBe(true);
    expect(mayDo(administrator, 'takeBackup', tenant)).toBe(false);
    const reader = { ...principal, roles: ['reader'] as const };
    expect(mayDo(reader, 'startRecovery', tenant)).toBe(false);
    expect(mayDo(reader, 'read', tenant)).toBe(true);
  });
});
