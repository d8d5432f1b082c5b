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
});
