import { describe, expect, it } from '@jest/globals';
import {
  CATALOGUE,
  CATALOGUE_VERSION,
  keptAttributes,
  linkEntry,
  rankOf,
  sameAttribute,
  selectedProperties,
} from './catalogue.js';
import { OBJECT_TYPES } from './object-types.js';
import { writeChannel } from './write-channel.js';
import { writeRefusal } from './write-refusal.js';

const entries = OBJECT_TYPES.flatMap((type) => CATALOGUE[type].attributes.map((entry) => ({ type, entry })));

describe('the catalogue', () => {
  it('names each attribute of a type once', () => {
    for (const type of OBJECT_TYPES) {
      const names = CATALOGUE[type].attributes.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('asks for what Graph shows with its object, and for nothing that it does not', () => {
    expect(selectedProperties('user')).toContain('city');
    expect(selectedProperties('user')).not.toContain('perUserMfaState');
    expect(selectedProperties('servicePrincipal')).not.toContain('publisherName');
    expect(selectedProperties('authenticationMethodPolicy')).toEqual([
      'id',
      'authenticationMethodConfigurations',
      'displayName',
    ]);
    expect(selectedProperties('organization')).toEqual(['id', 'displayName']);
  });

  it('ranks what is named before what names it', () => {
    for (const type of OBJECT_TYPES)
      for (const named of CATALOGUE[type].dependsOn) expect(rankOf(named)).toBeLessThan(rankOf(type));
  });

  it('says of every compared attribute that cannot be read or written why', () => {
    for (const { entry } of entries.filter(({ entry: { role } }) => role === 'compared')) {
      if (entry.read.by === 'nothing') expect(entry.read.reason).toMatch(/\.$/);
      if (entry.write.by === 'nothing') expect(entry.write.message).toMatch(/\.$/);
      expect(entry.write.by).not.toBe('creation');
    }
  });

  it('names the permissions of all that can be read and written', () => {
    for (const type of OBJECT_TYPES) {
      const { permissions, links, attributes } = CATALOGUE[type];
      expect(permissions.read).not.toEqual([]);
      const isWritten = attributes.some(({ role, write }) => role === 'compared' && write.by !== 'nothing');
      expect(permissions.write.length > 0).toBe(isWritten);
      for (const link of links) expect(link.permissions.write).not.toEqual([]);
    }
  });

  it('knows which attributes an older version kept', () => {
    expect(keptAttributes('user', 1).map(({ name }) => name)).not.toContain('perUserMfaState');
    expect(keptAttributes('user', CATALOGUE_VERSION).map(({ name }) => name)).toContain('perUserMfaState');
  });

  it('has no link that it does not know', () => {
    expect(linkEntry('user', 'members')).toBeUndefined();
  });
});

describe('what says the same', () => {
  it('holds a state that Graph has turned the wanted one into', () => {
    expect(sameAttribute('user', 'perUserMfaState', 'enabled', 'enforced')).toBe(true);
    expect(sameAttribute('user', 'perUserMfaState', 'enforced', 'enabled')).toBe(false);
    expect(sameAttribute('user', 'perUserMfaState', 'enabled', 'disabled')).toBe(false);
  });

  it('does not look at ids that Graph makes anew', () => {
    const item = (id: string) => [{ id, appliesToCombinations: ['fido2'] }];
    const name = 'combinationConfigurations';
    expect(sameAttribute('authenticationStrengthPolicy', name, item('a'), item('b'))).toBe(true);
  });
});

describe('what cannot be written', () => {
  it.each([
    ['user', 'displayName', null, 'cannotBeCleared'],
    ['user', 'employeeHireDate', '2020-01-01T00:00:00Z', 'notWritableByApplications'],
    ['user', 'businessPhones', ['1', '2'], 'tooManyValues'],
    ['user', 'notInTheCatalogue', 'x', 'readOnly'],
    ['group', 'mailEnabled', true, 'readOnly'],
    ['organization', 'strongAuthenticationPolicy', {}, 'noGraphApi'],
  ] as const)('%s.%s = %j is refused: %s', (type, name, value, code) => {
    expect(writeRefusal(type, name, value)?.code).toBe(code);
  });

  it('is not what can: cleared texts, other methods, and properties that whole objects bring', () => {
    expect(writeRefusal('user', 'city', null)).toBeUndefined();
    expect(writeRefusal('user', 'perUserMfaState', 'enforced')).toBeUndefined();
    expect(writeRefusal('authenticationMethodPolicy', 'sms', { state: 'disabled' })).toBeUndefined();
    expect(writeRefusal('conditionalAccessPolicy', 'laterSetting', null)).toBeUndefined();
  });

  it('is kept apart by the request that would write it', () => {
    expect(writeChannel('user', 'city')).toBe(writeChannel('user', 'state'));
    expect(writeChannel('user', 'perUserMfaState')).not.toBe(writeChannel('user', 'city'));
    expect(writeChannel('authenticationMethodPolicy', 'sms')).not.toBe(
      writeChannel('authenticationMethodPolicy', 'voice'),
    );
  });
});
