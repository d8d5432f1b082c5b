import { describe, expect, test } from '@jest/globals';
import { mayDo, type Operation } from './may-do.js';
import type { Principal, Role } from './principal.js';

const TENANT = '6f1d0a52-2f10-4a3e-9d5b-0c6f8a7b1e01';
const OPERATIONS: readonly Operation[] = [
  'read',
  'createDifferenceReport',
  'takeBackup',
  'importBackup',
  'startRecovery',
  'approvePlan',
  'cancelJob',
  'changeSettings',
];

describe('mayDo', () => {
  const nothing: readonly Operation[] = [];
  test.each<[string, readonly Role[], string, boolean, readonly Operation[]]>([
    ['a caller without a role', [], TENANT, false, nothing],
    ['a caller without a role, where readers may create reports', [], TENANT, true, nothing],
    ['a reader', ['reader'], TENANT, false, ['read']],
    ['a reader who may create reports', ['reader'], TENANT, true, ['read', 'createDifferenceReport']],
    ['an approver', ['approver'], TENANT, false, ['read', 'approvePlan']],
    ['an approver of another tenant', ['approver'], 'a'.repeat(36), true, nothing],
    ['an administrator', ['administrator'], TENANT, false, OPERATIONS],
    ['an administrator, where readers may create reports', ['administrator'], TENANT, true, OPERATIONS],
    ['one who is both', ['reader', 'administrator'], TENANT, false, OPERATIONS],
    [
      'an administrator whose tenant id is written in capitals',
      ['administrator'],
      TENANT.toUpperCase(),
      false,
      OPERATIONS,
    ],
    ['an administrator of another tenant', ['administrator'], 'a'.repeat(36), true, nothing],
    ['a reader of another tenant', ['reader'], 'a'.repeat(36), true, nothing],
    ['an administrator of no tenant', ['administrator'], '', true, nothing],
  ])(
    'lets %s do what the roles say and nothing else',
    (_, roles, tenantId, readersMayCreateReports, allowed) => {
      const tenant = { id: TENANT, readersMayCreateReports };
      expect(OPERATIONS.filter((operation) => mayDo(principal(tenantId, roles), operation, tenant))).toEqual(
        allowed,
      );
    },
  );

  test('lets an administrator for some types do nothing that is of all types', () => {
    const narrowed = {
      ...principal(TENANT, ['administrator']),
      typesByRole: { administrator: ['group'] as const },
    };
    const tenant = { id: TENANT, readersMayCreateReports: false };
    expect(OPERATIONS.filter((operation) => !mayDo(narrowed, operation, tenant))).toEqual([
      'importBackup',
      'changeSettings',
    ]);
  });
});

function principal(tenantId: string, roles: readonly Role[]): Principal {
  return {
    tenantId,
    objectId: '0b1f7a90-5a3e-4f0e-8a51-111111111111',
    name: 'Avery Admin',
    roles,
    applicationId: 'known-good-console',
    expiresAt: new Date('2026-11-24T10:00:00Z'),
  };
}
