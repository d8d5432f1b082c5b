import { keptAttributes, type AttributeEntry, type ObjectType } from '#catalogue';
import type { UnreadAttribute } from '../../directory.js';

/**
 * The attributes of a type that no object can be read with: those that no public API shows, and those whose permission
 * is surely missing. An attribute with a resource of its own is not among them: asking for it tells.
 */
export function unreadAttributes(
  type: ObjectType,
  granted: ReadonlySet<string> | undefined,
): readonly UnreadAttribute[] {
  return keptAttributes(type).flatMap((entry): readonly UnreadAttribute[] => {
    const { name: attribute, read } = entry;
    if (read.by === 'nothing') return [{ attribute, cause: 'noGraphApi' }];
    return isHidden(entry, granted) ? [{ attribute, cause: 'permission' }] : [];
  });
}

/** The names of the attributes that Graph leaves out for want of a permission, so that nothing may be said of them. */
export function hiddenAttributes(
  type: ObjectType,
  granted: ReadonlySet<string> | undefined,
): ReadonlySet<string> {
  return new Set(
    keptAttributes(type)
      .filter((entry) => isHidden(entry, granted))
      .map(({ name }) => name),
  );
}

/** Whoever may write an attribute may read it too. */
function isHidden({ read, permissions }: AttributeEntry, granted: ReadonlySet<string> | undefined): boolean {
  if (granted === undefined || permissions?.read === undefined || read.by === 'ownResource') return false;
  return !granted.has(permissions.read) && !(permissions.write && granted.has(permissions.write));
}
