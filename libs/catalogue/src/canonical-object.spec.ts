import { describe, expect, it } from '@jest/globals';
import { sameAttribute } from './catalogue.js';
import { decodeObject, encodeObject, fromGraph } from './canonical-object.js';

const ID = '7d54cb02-aaa3-4016-9f9c-a4b49422dd9b';

describe('the canonical form of an object', () => {
  it('is read back as it was written', () => {
    const user = fromGraph('user', ID, 'live', {
      displayName: 'Ada',
      otherMails: ['b@x.example', 'a@x.example'],
    });
    expect(decodeObject('user', ID, encodeObject(user))).toEqual(user);
  });

  it('compares alike whatever the order of properties or of sets, and whatever annotations stand between', () => {
    const one = fromGraph('conditionalAccessPolicy', ID, 'live', {
      displayName: 'P',
      conditions: {
        users: { includeUsers: ['b', 'a'] },
        platforms: null,
        locations: { includeLocations: [] },
      },
      'grantControls@odata.context': 'x',
    });
    const two = fromGraph('conditionalAccessPolicy', ID, 'live', {
      conditions: { users: { includeUsers: ['a', 'b'], excludeUsers: [] } },
      displayName: 'P',
    });
    for (const name of ['displayName', 'conditions', 'grantControls'])
      expect(
        sameAttribute(
          'conditionalAccessPolicy',
          name,
          one.attributes[name] ?? null,
          two.attributes[name] ?? null,
        ),
      ).toBe(true);
  });

  it('is kept in the order in which Graph shows it', () => {
    const user = fromGraph('user', ID, 'live', { otherMails: ['b@x.example', 'a@x.example'] });
    expect(user.attributes['otherMails']).toEqual(['b@x.example', 'a@x.example']);
  });

  it('keeps properties that the catalogue does not know', () => {
    const policy = fromGraph('conditionalAccessPolicy', ID, 'live', {
      displayName: 'P',
      newSetting: { on: true },
    });
    expect(
      decodeObject('conditionalAccessPolicy', ID, encodeObject(policy)).attributes['newSetting'],
    ).toEqual({ on: true });
  });

  it('reduces an expanded authentication strength to its id', () => {
    const policy = fromGraph('conditionalAccessPolicy', ID, 'live', {
      grantControls: {
        operator: 'OR',
        authenticationStrength: { id: 's', displayName: 'Strong', allowedCombinations: ['fido2'] },
      },
    });
    expect(policy.attributes['grantControls']).toEqual({
      authenticationStrength: { id: 's' },
      operator: 'OR',
    });
  });

  it('of an older catalogue says nothing of attributes that came later', () => {
    const [, lifecycle, ...values] = JSON.parse(
      encodeObject(fromGraph('user', ID, 'live', { displayName: 'Ada' })),
    ) as unknown[];
    const older = JSON.stringify([1, lifecycle, ...values.slice(0, -2), values.at(-1)]);
    const user = decodeObject('user', ID, older);
    expect(user.attributes['displayName']).toBe('Ada');
    expect(Object.hasOwn(user.attributes, 'perUserMfaState')).toBe(false);
  });

  it('keeps what could not be read apart from what has no value', () => {
    const payload = { displayName: 'Ada', employeeLeaveDateTime: null };
    const hidden = new Set(['employeeLeaveDateTime']);
    const user = fromGraph('user', ID, 'live', payload, hidden);
    const decoded = decodeObject('user', ID, encodeObject(user));
    expect(decoded).toEqual(user);
    expect(Object.hasOwn(decoded.attributes, 'employeeLeaveDateTime')).toBe(false);
    expect(Object.hasOwn(fromGraph('user', ID, 'live', payload).attributes, 'employeeLeaveDateTime')).toBe(
      true,
    );
  });

  it('of a later catalogue is not guessed at', () => {
    expect(() => decodeObject('user', ID, '[999,0,{}]')).toThrow('catalogue version 999');
  });

  it('takes the configuration of each method for an attribute, and keeps the others beside them', () => {
    const policy = fromGraph('authenticationMethodPolicy', 'authenticationMethodsPolicy', 'live', {
      authenticationMethodConfigurations: [
        { id: 'Sms', state: 'enabled' },
        { id: 'HardwareOath', state: 'disabled' },
      ],
    });
    expect(policy.attributes['sms']).toEqual({ id: 'Sms', state: 'enabled' });
    expect(policy.attributes['voice']).toBeNull();
    expect(policy.attributes['authenticationMethodConfigurations']).toEqual([
      { id: 'HardwareOath', state: 'disabled' },
    ]);
  });
});
