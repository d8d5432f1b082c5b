import { InvalidArgumentError, type Command } from 'commander';
import { isObjectType, OBJECT_TYPES, type ObjectType } from '#catalogue';
import type { ScopeInput } from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';

/** Words separated by commas. */
export function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Object types separated by commas. */
export function objectTypes(text: string): ObjectType[] {
  const names = words(text);
  if (names.length > 0 && names.every(isObjectType)) return names.filter(isObjectType);
  throw new InvalidArgumentError(`Choose from ${OBJECT_TYPES.join(', ')}.`);
}

/** A whole number above zero. */
export function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number above zero.');
}

/** A number above zero. */
export function factor(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above zero.');
}

/** A moment: ISO 8601, or what the clock of this machine makes of `2026-03-01 09:00`. */
export function moment(text: string): string {
  const value = Date.parse(text);
  if (!Number.isNaN(value)) return new Date(value).toISOString();
  throw new InvalidArgumentError('It must be a moment such as 2026-03-01T02:00:00Z.');
}

/** What a job looks at, as options say it. */
export interface ScopeOptions {
  readonly types?: ObjectType[];
  readonly ids?: string[];
}

/** Gives a command the options that say what a job looks at. */
export function withScope(command: Command): Command {
  return command
    .option('--types <types>', 'only these object types, such as user,group', objectTypes)
    .option('--ids <ids>', 'only the objects of these ids, 100 at most', words);
}

/** The scope that options say; everything where they say none. The server judges names and numbers. */
export function scopeOf({ types, ids }: ScopeOptions): ScopeInput {
  if (types !== undefined && ids !== undefined)
    throw new CommandEnd(EXIT.usage, 'Usage', 'Give --types or --ids, not both.');
  if (types !== undefined) return { objectTypes: types };
  return ids === undefined ? { allObjects: true } : { objectIds: ids };
}
