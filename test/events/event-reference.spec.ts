import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isEventOf, VERSION_CHAINS, type EventCategory } from '#protection';
import { EventSchemas, versionName, type Schema } from './event-schemas.js';

const CATEGORIES: readonly EventCategory[] = ['tenant', 'backup', 'differenceReport', 'recovery', 'alarm'];
const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
const { schemas } = new EventSchemas();

/** The page's line for an event type: what it says, and its fields; those that may be missing bear a `?`. */
function lineOf(type: string): string {
  const name = versionName(type, VERSION_CHAINS[type]?.current ?? 0);
  const schema = schemas.get(name);
  return `| [${type}](../schema/events/${name}.json) | ${schema?.description} | ${fieldsOf(schema) || '–'} |`;
}

function fieldsOf({ properties = {}, required = [] }: Schema = {}): string {
  return Object.keys(properties)
    .map((field) => (required.includes(field) ? `\`${field}\`` : `\`${field}?\``))
    .join(', ');
}

/** What several event types have in common, by name. */
function sharedParts(): ReadonlyMap<string, Schema> {
  return new Map([...schemas.values()].flatMap(({ $defs = {} }) => Object.entries($defs)));
}

describe('the reference of events', () => {
  it.each(CATEGORIES)('lists all events of a %s, with their fields, in order', (category) => {
    const types = Object.keys(VERSION_CHAINS).filter((type) => isEventOf(category, type));
    const section = page.split(`## Stream \`${category}-<id>\`\n`)[1]?.split('\n## ')[0] ?? '';
    expect(section.split('\n').filter((line) => line.startsWith('| ['))).toEqual(types.map(lineOf));
  });

  it.each([...sharedParts()])('says what the shared part `%s` holds', (name, part) => {
    const line = page.split('\n').find((each) => each.startsWith(`| \`${name}\` |`)) ?? '';
    expect(line).toContain(part.description?.replace(/\.$/, ''));
    const forms = part.oneOf ?? [part];
    for (const form of forms) expect(line).toContain(fieldsOf(form));
    for (const value of part.enum ?? []) expect(line).toContain(`\`${value}\``);
  });
});
