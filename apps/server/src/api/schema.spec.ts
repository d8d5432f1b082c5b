import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
  type GraphQLSchema,
} from 'graphql';
import { OBJECT_TYPES } from '#catalogue';
import { buildSchema, schemaText } from './schema-text.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildSchema();
});

const fieldNames = (name: string): string[] => {
  const type = schema.getType(name);
  return isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()).sort() : [];
};
const membersOf = (name: string): string[] => {
  const type = schema.getType(name);
  return isUnionType(type) ? type.getTypes().map((member) => member.name) : [];
};
const valuesOf = (name: string): string[] => {
  const type = schema.getType(name);
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
};

interface Describable {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** Everything in the schema that can be described, by its coordinate. */
function describables(): { readonly at: string; readonly description: string | null | undefined }[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const roots = ['Query', 'Mutation', 'Subscription'];
  return types.flatMap((type) => {
    const own = roots.includes(type.name) ? [] : [{ at: type.name, description: type.description }];
    if (isEnumType(type))
      return [
        ...own,
        ...type.getValues().map(({ name, description }) => ({ at: `${type.name}.${name}`, description })),
      ];
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return own;
    const fields = Object.values<Describable>(type.getFields()).map(({ name, description }) => ({
      at: `${type.name}.${name}`,
      description,
    }));
    if (isInputObjectType(type)) return [...own, ...fields];
    const args = Object.values(type.getFields()).flatMap((field) =>
      field.args.map(({ name, description }) => ({ at: `${type.name}.${field.name}(${name})`, description })),
    );
    return [...own, ...fields, ...args];
  });
}

describe('the schema', () => {
  it('has the operations that clients rely on', () => {
    expect(fieldNames('Query')).toEqual(
      [
        'tenants',
        'tenant',
        'backup',
        'differenceReport',
        'recovery',
        'runningJob',
        'auditLog',
        'node',
        'readModels',
        'logCheckpoint',
        'inclusionProof',
        'consistencyProof',
      ].sort(),
    );
    expect(fieldNames('Mutation')).toEqual(
      [
        'takeBackup',
        'createDifferenceReport',
        'addToImport',
        'completeImport',
        'freezePlan',
        'approvePlan',
        'rejectPlan',
        'startRecovery',
        'recoverObject',
        'recreateObjects',
        'cancelJob',
        'undoRecovery',
        'changeSettings',
        'changeDriftWatch',
        'startDriftCheck',
        'acknowledgeDrift',
        'pinBackup',
        'unpinBackup',
        'rebuildReadModels',
      ].sort(),
    );
    expect(fieldNames('Subscription')).toEqual(['auditReplay', 'jobProgress']);
  });

  it('describes every type, field, argument and value', () => {
    const undescribed = describables().filter(({ description }) => !description);
    expect(undescribed).toEqual([]);
  });

  it('speaks the words of the product and of Microsoft Graph', () => {
    expect(valuesOf('ObjectType')).toEqual(OBJECT_TYPES);
    expect(valuesOf('RecoveryAction')).toEqual(['update', 'restore', 'softDelete']);
    expect(valuesOf('ChangeKind')).toEqual(['created', 'modified', 'softDeleted', 'restored', 'hardDeleted']);
    expect(valuesOf('BackupStatus')).toEqual(['running', 'completed', 'failed', 'expired']);
    expect(valuesOf('JobStatus')).toEqual([
      'requested',
      'loadingData',
      'inProgress',
      'completed',
      'completedWithWarnings',
      'failed',
      'cancelled',
    ]);
  });

  it.each(['ScopeInput', 'RecoverySourceInput', 'ReplayMomentInput'])(
    'lets exactly one member of %s be given',
    (name) => {
      const type = schema.getType(name);
      expect(isInputObjectType(type) && type.isOneOf).toBe(true);
    },
  );

  it('shows every refusal by code and message', () => {
    const refusal = schema.getType('Refusal');
    if (!isInterfaceType(refusal)) throw new Error('Refusal is not an interface.');
    const refusals = schema.getPossibleTypes(refusal).map(({ name }) => name);
    const answers = Object.keys(schema.getTypeMap()).filter((name) => name.endsWith('Result'));
    const shown = new Set(answers.flatMap(membersOf));
    expect(refusals.filter((name) => !shown.has(name))).toEqual([]);
    expect(answers).toHaveLength(20);
    expect(refusals).toHaveLength(39);
  });

  it('lets every mutation answer that it is not permitted', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    const answers = mutations.map(({ type }) => getNamedType(type).name);
    expect(answers).toHaveLength(19);
    expect(answers.filter((name) => !membersOf(name).includes('NotPermitted'))).toEqual([]);
  });

  it('prints the same text each time', async () => {
    expect(await schemaText()).toBe(await schemaText());
  });
});
