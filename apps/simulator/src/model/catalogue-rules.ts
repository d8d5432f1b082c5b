import type { AttributeEntry, ValueLimits, Writing } from '#catalogue';
import { property, type PropertyRule, type Writable } from './property-rule.js';
import { any, boolean, flags, guid, list, time, type Shape } from './shape.js';

/** What the simulator knows of an attribute beyond what the catalogue says. */
export type Adjustments = Readonly<Record<string, Partial<Omit<PropertyRule, 'name'>>>>;

/**
 * The rules of a catalogue's attributes: every attribute that an object carries itself is a property of its entity
 * type, with the form, the limits and the ways of writing that the catalogue gives it. Attributes that are read
 * elsewhere are no properties. Throws where an adjustment names none of them.
 */
export function catalogueRules(
  attributes: readonly AttributeEntry[],
  adjustments: Adjustments,
): readonly PropertyRule[] {
  const carried = attributes.filter(({ name, read }) => read.by === 'object' && !name.startsWith('@'));
  const unknown = Object.keys(adjustments).find((name) => !carried.some((entry) => entry.name === name));
  if (unknown !== undefined) throw new Error(`The catalogue has no attribute ${unknown} to adjust.`);
  return carried.map((entry) =>
    property(entry.name, shapeOf(entry), {
      writable: writableBy(entry.write),
      clearable: entry.clearable,
      absent: entry.absent,
      ...adjustments[entry.name],
    }),
  );
}

function shapeOf({ kind, form, limits }: AttributeEntry): Shape {
  switch (kind) {
    case 'text':
      return form === 'words' && limits.values ? flags(...limits.values) : textWithin(limits);
    case 'texts':
      return list(textWithin(limits), limits.maxItems);
    case 'objects':
      return list(any, limits.maxItems);
    case 'object':
      return any;
    case 'boolean':
      return boolean;
    case 'time':
      return time;
    case 'guid':
      return guid;
    default:
      return kind satisfies never;
  }
}

function textWithin({ maxLength, values, pattern }: ValueLimits): Shape {
  return {
    is: 'text',
    ...(maxLength !== undefined && { max: maxLength }),
    ...(values !== undefined && { values }),
    ...(pattern !== undefined && { pattern }),
  };
}

/** What an action, an element or a collection below the object changes is not for PATCH. */
function writableBy(write: Writing): Writable {
  switch (write.by) {
    case 'patch':
      return write.version === 'beta' ? 'beta' : 'always';
    case 'creation':
    case 'action':
      return 'create';
    case 'collection':
    case 'element':
    case 'ownResource':
    case 'nothing':
      return 'never';
    default:
      return write satisfies never;
  }
}
