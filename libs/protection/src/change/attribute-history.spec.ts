import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromGraph, sameAttribute, type Json, type Lifecycle } from '#catalogue';
import { isRefusal } from '../refusal.js';
import { attributeHistory, type AttributePeriod, type ObjectSighting } from './attribute-history.js';

const ID = 'aaaaaaaa-0000-4000-8000-000000000001';

/** A user as Graph shows it, as the backup of this name holds it. */
const seen = (
  backupId: string,
  properties: Readonly<Record<string, Json>>,
  lifecycle: Lifecycle = 'live',
): ObjectSighting => ({
  backupId,
  object: fromGraph('user', ID, lifecycle, { displayName: 'Ada', ...properties }),
  isPartial: false,
});
const missing = (backupId: string, isPartial = false): ObjectSighting => ({
  ...{ backupId, object: undefined, isPartial },
});

function history(name: string, ...sightings: ObjectSighting[]): readonly AttributePeriod[] {
  const periods = attributeHistory('user', name, sightings);
  if (isRefusal(periods)) throw new Error(periods.message);
  return periods;
}

describe('the history of an attribute', () => {
  it('tells each value with the first and the last backup that show it', () => {
    expect(
      history(
        'department',
        seen('b1', { department: 'Sales' }),
        seen('b2', { department: 'Sales', jobTitle: 'Buyer' }),
        seen('b3', { department: 'Legal' }),
        seen('b4', {}),
        seen('b5', { department: 'Sales' }),
      ),
    ).toEqual([
      { value: 'Sales', since: 'b1', until: 'b2' },
      { value: 'Legal', since: 'b3', until: 'b3' },
      { value: null, since: 'b4', until: 'b4' },
      { value: 'Sales', since: 'b5', until: 'b5' },
    ]);
  });

  it('takes the order within a set for no change', () => {
    const otherMails = ['a@contoso.example', 'b@contoso.example'];
    const periods = history(
      'otherMails',
      seen('b1', { otherMails }),
      seen('b2', { otherMails: otherMails.toReversed() }),
    );
    expect(periods).toMatchObject([{ since: 'b1', until: 'b2' }]);
  });

  it('ends where the object was gone, and begins anew', () => {
    const sales = { department: 'Sales' };
    expect(history('department', missing('b1'), seen('b2', sales), missing('b3'), seen('b4', sales))).toEqual(
      [
        { value: 'Sales', since: 'b2', until: 'b2' },
        { value: 'Sales', since: 'b4', until: 'b4' },
      ],
    );
  });

  it('goes on where a backup did not read the object’s type whole', () => {
    const sales = { department: 'Sales' };
    expect(history('department', seen('b1', sales), missing('b2', true), seen('b3', sales))).toEqual([
      { value: 'Sales', since: 'b1', until: 'b3' },
    ]);
  });

  it('says nothing by what Graph shows wrongly while the object is soft-deleted', () => {
    const [live, renamed] = ['ada@contoso.example', 'aaaaaaaa000040008000000000000001ada@contoso.example'];
    expect(
      history(
        'userPrincipalName',
        seen('b1', { userPrincipalName: live }),
        seen('b2', { userPrincipalName: renamed }, 'softDeleted'),
        seen('b3', { userPrincipalName: live }),
      ),
    ).toEqual([{ value: live, since: 'b1', until: 'b3' }]);
  });

  it('follows what the catalogue does not know, and refuses what nobody does', () => {
    const policy = (backupId: string, properties: Readonly<Record<string, Json>>): ObjectSighting => ({
      backupId,
      object: fromGraph('conditionalAccessPolicy', ID, 'live', { displayName: 'MFA', ...properties }),
      isPartial: false,
    });
    const sightings = [policy('b1', {}), policy('b2', { newInGraph: 'on' })];
    expect(attributeHistory('conditionalAccessPolicy', 'newInGraph', sightings)).toEqual([
      { value: null, since: 'b1', until: 'b1' },
      { value: 'on', since: 'b2', until: 'b2' },
    ]);
    for (const name of ['departmnt', 'constructor', '__proto__', ''])
      expect(attributeHistory('user', name, [seen('b1', {})])).toMatchObject({ code: 'InvalidInput' });
    expect(attributeHistory('user', 'department', [])).toEqual([]);
  });

  it('shows of every backup the value that it holds, and changes from one period to the next', () => {
    const state = fc.option(fc.constantFrom('Sales', 'Legal', 'Board', ''), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.option(state, { nil: undefined }), { maxLength: 30 }), (values) => {
        const sightings = values.map((value, place) =>
          value === undefined ? missing(`${place}`) : seen(`${place}`, { department: value }),
        );
        const periods = history('department', ...sightings);
        const spans = periods.map(({ value, since, until }) => ({
          value,
          from: Number(since),
          to: Number(until),
        }));
        values.forEach((value, place) => {
          const [span, ...others] = spans.filter(({ from, to }) => from <= place && place <= to);
          expect(others).toEqual([]);
          if (value === undefined) expect(span).toBeUndefined();
          else expect(sameAttribute('user', 'department', span?.value ?? null, value)).toBe(true);
        });
        for (const [place, { value, from }] of spans.entries()) {
          const before = spans[place - 1];
          if (before?.to === from - 1)
            expect(sameAttribute('user', 'department', before.value, value)).toBe(false);
        }
      }),
    );
  });
});
