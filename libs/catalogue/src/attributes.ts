import type { AttributeEntry, AttributeForm, JsonKind, ValueLimits } from './entries.js';
import type { Json } from './json.js';

type Options = Partial<Omit<AttributeEntry, 'name' | 'kind' | 'form' | 'absent' | 'limits'>> & ValueLimits;

const attribute =
  (kind: JsonKind, form: AttributeForm, absent: Json) =>
  (name: string, options: Options = {}): AttributeEntry => {
    const { maxLength, maxItems, values, pattern, ...rest } = options;
    const isRead = rest.role === undefined || rest.role === 'compared';
    return {
      name,
      kind,
      form,
      absent,
      role: 'compared',
      read: { by: 'object' },
      write: isRead ? { by: 'patch', version: 'v1.0' } : SET_BY_GRAPH,
      clearable: absent === null,
      since: 1,
      ...rest,
      limits: {
        ...(maxLength !== undefined && { maxLength }),
        ...(maxItems !== undefined && { maxItems }),
        ...(values !== undefined && { values }),
        ...(pattern !== undefined && { pattern }),
      },
    };
  };

/** What only Graph writes. */
const SET_BY_GRAPH = {
  by: 'nothing',
  code: 'readOnly',
  message: 'Microsoft Graph sets this attribute itself.',
} as const;

/** Builders, so that an entry of the catalogue's tables reads as one line. By default it is compared and patched. */
export const text = attribute('text', 'scalar', null);
export const boolean = attribute('boolean', 'scalar', null);
export const time = attribute('time', 'scalar', null);
export const guid = attribute('guid', 'scalar', null);
/** A text of words joined by commas, whose order means nothing. */
export const words = attribute('text', 'words', null);
/** Texts whose order means nothing. */
export const texts = attribute('texts', 'set', []);
/** Structures whose order means nothing. */
export const objects = attribute('objects', 'set', []);
export const structure = attribute('object', 'object', null);

/** Read-only variants: kept, never compared. */
export const readOnly = { role: 'readOnly' } as const;
/** Kept because decisions need it, never compared. */
export const context = { role: 'context' } as const;
/** Not kept: it changes with every write. */
export const ignored = { role: 'ignored' } as const;
