import type { Json, JsonObject } from '#catalogue';

/** The object below a name; an empty one where there is none. */
export function part(of: Json | undefined, name: string): JsonObject {
  const value = isObject(of) ? of[name] : undefined;
  return isObject(value) ? value : {};
}

/** The texts below a name; none where there is no list. */
export function texts(of: Json | undefined, name: string): readonly string[] {
  const value = isObject(of) ? of[name] : undefined;
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The text below a name; empty where there is none. */
export function text(of: Json | undefined, name: string): string {
  const value = isObject(of) ? of[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
