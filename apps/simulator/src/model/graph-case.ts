import { isJsonObject, type Json } from '#catalogue';
import { isAnnotation, type Shape } from './shape.js';

/**
 * A value as Graph would keep it: member names and enumeration values in Graph's case, whatever the client's, and
 * annotations left out, except the types that tell kinds apart. What the shape does not know stays verbatim.
 */
export function inGraphCase(shape: Shape, value: Json): Json {
  if (shape.is === 'list' && Array.isArray(value))
    return (value as readonly Json[]).map((item) => inGraphCase(shape.of, item));
  if (shape.is === 'text' && shape.values && typeof value === 'string')
    return shape.values.find((known) => known.toLowerCase() === value.toLowerCase()) ?? value;
  if (shape.is === 'structure' && isJsonObject(value)) return membersInCase(shape.members, value);
  return withoutAnnotations(value);
}

/** The value without annotations, except types, at any depth. */
export function withoutAnnotations(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutAnnotations);
  return isJsonObject(value) ? membersInCase({}, value) : value;
}

function membersInCase(
  shapes: Readonly<Record<string, Shape>>,
  value: { readonly [name: string]: Json },
): Json {
  const names = new Map(Object.keys(shapes).map((name) => [name.toLowerCase(), name]));
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    if (name === '@odata.type') return [[name, member]];
    if (isAnnotation(name)) return [];
    const known = names.get(name.toLowerCase()) ?? name;
    const shape = shapes[known];
    return [[known, shape ? inGraphCase(shape, member) : withoutAnnotations(member)]];
  });
  return Object.fromEntries(members);
}
