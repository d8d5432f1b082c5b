import { isJsonObject, type Json, type JsonObject, type ObjectType } from '#catalogue';
import { READ_ONLY_MEMBERS, SHAPES, type Shape } from './structure-shapes.js';

/** Turns kept values into those that a PATCH must carry so that the object becomes exactly that. */
export function graphValues(type: ObjectType, set: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(
    Object.entries(set).map(([name, value]) => [name, graphValue(type, name, value)]),
  );
}

function graphValue(type: ObjectType, name: string, value: Json): Json {
  const shape = SHAPES[type]?.[name];
  const readOnly = READ_ONLY_MEMBERS[type]?.[name] ?? [];
  const writable =
    isJsonObject(value) && readOnly.length > 0
      ? Object.fromEntries(Object.entries(value).filter(([member]) => !readOnly.includes(member)))
      : value;
  return shape === undefined ? writable : completed(shape, writable);
}

/** The value with all members that its shape has. Members that the shape does not know stay as they are. */
function completed(shape: Shape, value: Json | undefined): Json {
  switch (shape.kind) {
    case 'value':
      return value ?? null;
    case 'collection':
      return Array.isArray(value) ? (value as readonly Json[]).map((item) => itemOf(shape.of, item)) : [];
    case 'structure': {
      if (value !== undefined && value !== null && !isJsonObject(value)) return value;
      if (!isJsonObject(value) && !shape.required) return null;
      const present = isJsonObject(value) ? value : {};
      const members = Object.entries(shape.members).map(([name, member]) => [
        name,
        completed(member, present[name]),
      ]);
      return { ...present, ...(Object.fromEntries(members) as JsonObject) };
    }
    default:
      return shape satisfies never;
  }
}

const itemOf = (shape: Shape | undefined, item: Json): Json =>
  shape === undefined ? item : completed(shape, item);
