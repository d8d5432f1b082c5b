import { attributeEntry, CATALOGUE } from './catalogue.js';
import type { AttributeEntry } from './entries.js';
import type { Json } from './json.js';
import type { ObjectType } from './object-types.js';

/** Why Graph would not take a value. The message tells the user what to do and holds no directory values. */
export interface WriteRefusal {
  readonly code: string;
  readonly message: string;
}

/** Whether it is known beforehand that Graph does not let an application write this value, and why. */
export function writeRefusal(type: ObjectType, name: string, value: Json): WriteRefusal | undefined {
  const entry = attributeEntry(type, name);
  if (entry === undefined)
    return CATALOGUE[type].wholeObject
      ? undefined
      : { code: 'readOnly', message: `Known Good does not know how ${name} is written.` };
  return lasting(entry) ?? ofValue(entry, value);
}

function lasting({ name, role, write }: AttributeEntry): WriteRefusal | undefined {
  if (role !== 'readOnly' && role !== 'ignored' && write.by !== 'nothing' && write.by !== 'creation')
    return undefined;
  if (role === 'compared' && write.by === 'nothing') return { code: write.code, message: write.message };
  return { code: 'readOnly', message: `Microsoft Graph does not let ${name} be written.` };
}

function ofValue({ name, clearable, limits }: AttributeEntry, value: Json): WriteRefusal | undefined {
  if (value === null && !clearable)
    return {
      code: 'cannotBeCleared',
      message: `Microsoft Graph cannot clear ${name}. Set it by hand, or leave it as it is.`,
    };
  const { maxItems } = limits;
  if (maxItems !== undefined && Array.isArray(value) && value.length > maxItems)
    return {
      code: 'tooManyValues',
      message: `Microsoft Graph takes at most ${maxItems} in ${name}. Set by hand what is to stay.`,
    };
  return undefined;
}
