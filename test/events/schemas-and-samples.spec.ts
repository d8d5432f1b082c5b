import { describe, expect, it } from '@jest/globals';
import { OBJECT_TYPES } from '#catalogue';
import { upcast, VERSION_CHAINS } from '#protection';
import { EventSchemas, versionName, type Schema } from './event-schemas.js';

const schemas = new EventSchemas();
const samples = schemas.samples();
/** The compiler has seen to it that these are all event types of the domain. */
const versions = Object.entries(VERSION_CHAINS).flatMap(([type, { current }]) =>
  Array.from({ length: current }, (_, index) => versionName(type, index + 1)),
);

/** A schema and all that is nested in it. */
function parts(schema: Schema): readonly Schema[] {
  const { properties = {}, $defs = {}, oneOf = [], items, additionalProperties } = schema;
  const nested = [...Object.values(properties), ...Object.values($defs), ...oneOf];
  if (items) nested.push(items);
  if (typeof additionalProperties === 'object') nested.push(additionalProperties);
  return [schema, ...nested.flatMap(parts)];
}

describe('the schemas and golden samples of events', () => {
  it('are there for every version of every event type, and for nothing else', () => {
    expect([...schemas.schemas.keys()].sort()).toEqual(versions.toSorted());
    expect([...samples.keys()].sort()).toEqual(versions.toSorted());
  });

  it.each([...schemas.schemas])('say what every field of %s means, and let in no other', (name, schema) => {
    expect(schema.title).toBe(name.split('.')[0]);
    for (const part of parts(schema)) {
      expect(part.description ?? part.$ref).toBeDefined();
      if (part.properties) expect(part.additionalProperties).toBe(false);
    }
  });

  it('name the object types of the catalogue', () => {
    const enums = [...schemas.schemas.values()].flatMap(({ $defs }) => $defs?.['objectType']?.enum ?? []);
    expect(new Set(enums)).toEqual(new Set(OBJECT_TYPES));
  });

  it('tell an event that is not of its schema', () => {
    const sample = samples.get('RecoveryPlanned.v1');
    if (!sample) throw new Error('There is no sample of RecoveryPlanned.');
    expect(schemas.faults(sample)).toBe('');
    expect(schemas.faults({ ...sample, data: { ...sample.data, department: 'Sales' } })).toMatch(
      /additional properties/,
    );
    expect(schemas.faults({ ...sample, data: { ...sample.data, steps: 'many' } })).toMatch(/steps/);
    expect(schemas.faults({ ...sample, metadata: { ...sample.metadata, schemaVersion: 99 } })).toMatch(
      /no schema for RecoveryPlanned.v99/,
    );
  });

  it.each([...samples])('agree: the sample %s', (name, sample) => {
    expect(versionName(sample.type, sample.metadata.schemaVersion)).toBe(name);
    expect(schemas.faults(sample)).toBe('');
  });

  it.each([...samples])('are read in the current version: %s', (_, sample) => {
    const read = upcast(sample.type, sample.metadata.schemaVersion, sample.data);
    const current = VERSION_CHAINS[read.type]?.current ?? 0;
    expect(schemas.faultsOfData(read.type, current, read.data)).toBe('');
    if (current === sample.metadata.schemaVersion) expect(read.data).toEqual(sample.data);
  });
});
