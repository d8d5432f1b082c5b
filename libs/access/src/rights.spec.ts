import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OBJECT_TYPES } from '#catalogue';
import { typesFor } from './may-do.js';
import type { Role } from './principal.js';
import { rightsOf, type RightsRule } from './rights.js';
import { DEFAULT_ROLE_MAPPING } from './role-mapping.js';

const TENANT = '6f1d0a52-2f10-4a3e-9d5b-0c6f8a7b1e01';
const PERSON = '0b1f7a90-5a3e-4f0e-8a51-111111111111';
const BACKUP_READER = 'f42252d9-5400-4d7b-b9ef-cc582dbb8577';
const GROUPS: RightsRule = { appRole: 'Backup.Admin.Groups', role: 'administrator', objectTypes: ['group'] };

const rights = (
  rules: readonly RightsRule[],
  appRoles: readonly string[] = ['Backup.Admin'],
  directoryRoles: readonly string[] = [],
) => rightsOf({ tenantId: TENANT, objectId: PERSON, appRoles, directoryRoles }, DEFAULT_ROLE_MAPPING, rules);

describe('the rights of a caller', () => {
  test.each<[string, ReturnType<typeof rights>, ReturnType<typeof rights>]>([
    ['without rules are for all types', rights([]), { roles: ['administrator'] }],
    [
      'of an app role of the operator’s own are none without its rule',
      rights([], ['Backup.Admin.Groups']),
      { roles: [] },
    ],
    [
      'of an app role of the operator’s own are as its rule says',
      rights([GROUPS], ['Backup.Admin.Groups']),
      { roles: ['administrator'], typesByRole: { administrator: ['group'] } },
    ],
    [
      'add up over roles',
      rights([GROUPS], ['Backup.Admin.Groups', 'Backup.Read']),
      { roles: ['administrator', 'reader'], typesByRole: { administrator: ['group'] } },
    ],
    [
      'are for the types of either where a role is given twice',
      rights([GROUPS], ['Backup.Admin.Groups', 'Backup.Admin']),
      { roles: ['administrator'] },
    ],
    [
      'are narrowed for one person',
      rights([{ objectId: PERSON, objectTypes: ['user', 'group'] }]),
      { roles: ['administrator'], typesByRole: { administrator: ['user', 'group'] } },
    ],
    [
      'are what all rules leave',
      rights([{ objectId: PERSON, objectTypes: ['user', 'group'] }, GROUPS], ['Backup.Admin.Groups']),
      { roles: ['administrator'], typesByRole: { administrator: ['group'] } },
    ],
    [
      'are not touched by another person’s rule',
      rights([{ objectId: TENANT, objectTypes: [] }]),
      { roles: ['administrator'] },
    ],
    [
      'are not touched by another tenant’s rule',
      rights([{ tenantId: PERSON, objectTypes: [] }]),
      { roles: ['administrator'] },
    ],
    [
      'are gone where they are withdrawn from the person',
      rights([{ objectId: PERSON, objectTypes: [] }]),
      { roles: [] },
    ],
    [
      'are gone where they are withdrawn from the tenant',
      rights([{ tenantId: TENANT, objectTypes: [] }]),
      { roles: [] },
    ],
    [
      'lose only the role that is withdrawn',
      rights([{ appRole: 'Backup.Admin', objectTypes: [] }], ['Backup.Admin', 'Backup.Approve']),
      { roles: ['approver'] },
    ],
    [
      'of a directory role are narrowed like those of an app role',
      rights([{ directoryRole: BACKUP_READER, objectTypes: ['user'] }], [], [BACKUP_READER.toUpperCase()]),
      { roles: ['reader'], typesByRole: { reader: ['user'] } },
    ],
    [
      'of a role that the product knows cannot be made another one’s',
      rights([{ appRole: 'Backup.Read', role: 'administrator' }], ['Backup.Read']),
      { roles: ['reader'] },
    ],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });

  test('never grow by a rule that gives no role', () => {
    const rule = fc.record(
      {
        tenantId: fc.constantFrom(TENANT, PERSON),
        objectId: fc.constantFrom(TENANT, PERSON),
        appRole: fc.constantFrom('Backup.Admin', 'Backup.Read', 'Backup.Approve'),
        objectTypes: fc.subarray([...OBJECT_TYPES]),
      },
      { requiredKeys: [] },
    );
    const values = fc.subarray(['Backup.Admin', 'Backup.Read', 'Backup.Approve']);
    fc.assert(
      fc.property(fc.array(rule), rule, values, (rules, more, appRoles) => {
        const before = rights(rules, appRoles);
        const after = rights([...rules, more], appRoles);
        for (const operation of ['read', 'startRecovery', 'approvePlan'] as const) {
          const had = typesFor(before, operation) ?? OBJECT_TYPES;
          for (const type of typesFor(after, operation) ?? OBJECT_TYPES) expect(had).toContain(type);
        }
      }),
    );
  });
});

describe('the types on which a caller may do something', () => {
  const both = {
    roles: ['reader', 'administrator'] as Role[],
    typesByRole: { administrator: ['group'] as const },
  };

  test('are those of the roles that allow it', () => {
    expect(typesFor(both, 'read')).toBeUndefined();
    expect(typesFor(both, 'startRecovery')).toEqual(['group']);
    expect(typesFor({ roles: ['reader'] }, 'startRecovery')).toEqual([]);
  });
});
