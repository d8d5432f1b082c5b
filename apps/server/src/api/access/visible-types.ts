import { OBJECT_TYPES, type ObjectType } from '#catalogue';
import { typesFor } from '#access';
import { typesNotPermitted } from '#protection';
import { refusedQuery } from '../errors/client-error.js';
import type { Caller } from './caller.js';

/** The object types that a caller may see; `undefined`: all. */
export function visibleTypes({ principal }: Pick<Caller, 'principal'>): readonly ObjectType[] | undefined {
  return typesFor(principal, 'read');
}

/** The object types of which a caller sees nothing. */
export function withheldTypes(caller: Pick<Caller, 'principal'>): readonly ObjectType[] {
  const visible = visibleTypes(caller);
  return visible === undefined ? [] : OBJECT_TYPES.filter((type) => !visible.includes(type));
}

/** Whether a caller may see objects of a type. */
export function seesType(caller: Pick<Caller, 'principal'>, type: string): boolean {
  return visibleTypes(caller)?.some((each) => each === type) ?? true;
}

/** Of the types asked for (all where none are named), those that the caller may see; `undefined`: all. */
export function seenOf(
  caller: Pick<Caller, 'principal'>,
  asked: readonly ObjectType[] | null | undefined,
): readonly ObjectType[] | undefined {
  const visible = visibleTypes(caller);
  if (visible === undefined) return asked ?? undefined;
  return asked?.filter((type) => visible.includes(type)) ?? visible;
}

/** Throws a client error where a caller asks for one object of a type that it may not see. */
export function refuseHiddenType(caller: Pick<Caller, 'principal'>, type: ObjectType): void {
  if (!seesType(caller, type)) throw refusedQuery(typesNotPermitted([type]));
}
