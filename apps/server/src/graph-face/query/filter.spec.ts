import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphError } from '../graph-error.js';
import { filterOf } from './filter.js';

const NAMES = ['id', 'status', 'at'];
const shows = (text: string | undefined, row: Readonly<Record<string, string | null>>): boolean =>
  filterOf(text, NAMES)(row);

describe('a $filter', () => {
  it('shows everything where there is none', () => {
    expect(shows(undefined, { status: 'failed' })).toBe(true);
  });

  it.each([
    ["status eq 'failed'", true],
    ["status ne 'failed'", false],
    ["status eq microsoft.graph.entraRecoveryServices.recoveryStatus'failed'", true],
    ['at eq 2026-03-01T02:00:00Z', true],
    ["at eq '2026-03-01T03:00:00+01:00'", true],
    ["id eq 'ABC'", true],
    ['id eq null', false],
    ["status eq 'x' and id eq 'abc' or id eq 'abc'", true],
    ["status eq 'x' and id eq 'abc' or id eq 'x'", false],
    ["status eq 'and'  or  id ne 'a or b'", true],
  ])('%s', (text, shown) => {
    expect(shows(text, { id: 'abc', status: 'failed', at: '2026-03-01T02:00:00.000Z' })).toBe(shown);
  });

  it.each([
    '',
    'status',
    "status gt 'a'",
    "startswith(id,'a')",
    "name eq 'a'",
    "id eq 'a' and",
    "id eq 'a'andid eq 'b'",
    "id eq 'a",
    "(id eq 'a')",
    `id eq '${'a'.repeat(2_001)}'`,
  ])('refuses %s', (text) => {
    expect(() => filterOf(text, NAMES)).toThrow(GraphError);
  });

  it('finds a text whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), (value) => {
        const literal = `'${value.replaceAll("'", "''")}'`;
        expect(shows(`id eq ${literal}`, { id: value })).toBe(true);
        expect(shows(`id ne ${literal}`, { id: value })).toBe(false);
      }),
    );
  });
});
