import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMembershipRule } from './membership-rule.js';

const ADA = { department: 'Legal', city: 'Leeds', accountEnabled: true };

describe('a membership rule', () => {
  it.each([
    ['user.department -eq "Legal"', true],
    ['(user.department -eq "LEGAL")', true],
    ['user.department -ne "Legal"', false],
    ['user.jobTitle -eq null', true],
    ['user.accountEnabled -eq true', true],
    ['user.department -eq "Legal" -and user.city -eq "Porto"', false],
    ['user.department -eq "Sales" -or user.city -eq "Leeds"', true],
    ['user.department -eq "Sales" -and user.city -eq "Porto" -or user.accountEnabled -eq true', true],
    ['user.department -eq "Sales" -and (user.city -eq "Porto" -or user.accountEnabled -eq true)', false],
  ])('%s: %s', (text, belongs) => {
    expect(parseMembershipRule(text)?.holds(ADA)).toBe(belongs);
  });

  it.each([
    '',
    'user.department',
    'user.department -match "L.*"',
    'user.department -eq "Legal" -and',
    '(user.department -eq "Legal"',
    'user.department -eq "Legal")',
    'device.model -eq "X"',
    'user.assignedPlans -any (assignedPlan.service -eq "SCO")',
  ])('is left alone where it is not understood: %s', (text) => {
    expect(parseMembershipRule(text)).toBeUndefined();
  });

  it('tells the properties it looks at', () => {
    const rule = parseMembershipRule('user.department -eq "A" -or user.city -ne "B"');
    expect(rule?.properties).toEqual(new Set(['department', 'city']));
  });

  it('is never more than refused, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['undefined', 'object']).toContain(typeof parseMembershipRule(text));
      }),
    );
  });
});
