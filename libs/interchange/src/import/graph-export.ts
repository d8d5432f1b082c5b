import {
  CATALOGUE,
  isJsonObject,
  OBJECT_TYPES,
  type Json,
  type JsonObject,
  type ObjectType,
} from '#catalogue';
import { linkOfObject, linksWithin, referenceLink } from './graph-links.js';
import { idInFileName, idOf } from './ids.js';
import type { ImportProblem, ProblemCode } from './import-summary.js';
import { toldObject, type ToldObject } from './payload.js';
import type { RawItem, ToldLink } from './raw-item.js';
import { objectsOf, recognise, type GraphResource, type Recognised } from './recognition.js';

/** Finds the id of an object that was exported without one; `undefined` where it does not know either. */
export type Identify = (type: ObjectType, exported: JsonObject) => string | undefined;

const TYPES: ReadonlyMap<GraphResource, ObjectType> = new Map([
  ['user', 'user'],
  ['group', 'group'],
  ['application', 'application'],
  ['servicePrincipal', 'servicePrincipal'],
  ['conditionalAccessPolicy', 'conditionalAccessPolicy'],
  ['namedLocation', 'namedLocationPolicy'],
  ['authenticationStrengthPolicy', 'authenticationStrengthPolicy'],
  ['authenticationMethodsPolicy', 'authenticationMethodPolicy'],
  ['authorizationPolicy', 'authorizationPolicy'],
  ['organization', 'organization'],
]);

const MESSAGES = {
  unknownKind: 'nothing tells what it is',
  notHeld: 'known, but nothing that backups hold',
  noId: 'has no id, so it cannot be compared with anything; export it with its id',
} as const;

/** Reads exports of Graph's JSON: EntraExporter's and IntuneManagement's folders, and Graph's own answers. */
export class GraphExport {
  private readonly elements = new Map<string, JsonObject[]>();

  constructor(private readonly identify: Identify = () => undefined) {}

  /** What one file tells. Elements of a collection are kept back until {@link rest}. */
  *read(path: string, content: Json): Generator<RawItem> {
    const objects = [...objectsOf(content)];
    if (objects.length === 0 && !isEmptyList(content)) yield problem(path, 'unknownKind');
    for (const object of objects) {
      const recognised = recognise(object, path);
      if (recognised === undefined) yield problem(path, 'unknownKind');
      else yield* this.ofRecognised(path, object, recognised, objects.length === 1);
    }
  }

  /** The objects that were exported element by element. */
  *rest(): Generator<RawItem> {
    for (const [collection, elements] of this.elements)
      for (const type of OBJECT_TYPES)
        if (
          CATALOGUE[type].attributes.some(
            ({ read }) => 'collection' in read && read.collection === collection,
          )
        )
          yield withoutRemainder(toldObject(type, nameOfOne(type), { [collection]: elements }));
  }

  private *ofRecognised(
    path: string,
    exported: JsonObject,
    recognised: Recognised,
    isAlone: boolean,
  ): Generator<RawItem> {
    switch (recognised.is) {
      case 'resource':
        yield* this.ofResource(path, exported, recognised.resource, isAlone);
        break;
      case 'reference':
        yield ofReference(path, exported, recognised);
        break;
      case 'element':
        this.keepElement(recognised.collection, exported);
        break;
      case 'other':
        yield problem(path, 'notHeld');
        break;
      default:
        recognised satisfies never;
    }
  }

  private keepElement(collection: string, element: JsonObject): void {
    const elements = this.elements.get(collection) ?? [];
    elements.push(element);
    this.elements.set(collection, elements);
  }

  private *ofResource(
    path: string,
    exported: JsonObject,
    resource: GraphResource,
    isAlone: boolean,
  ): Generator<RawItem> {
    const type = TYPES.get(resource);
    if (resource === 'appRoleAssignment' || resource === 'oAuth2PermissionGrant')
      yield found(path, linkOfObject(resource, exported));
    else if (type === undefined) yield problem(path, 'notHeld');
    else yield* this.ofObject(path, exported, type, isAlone);
  }

  private *ofObject(
    path: string,
    exported: JsonObject,
    type: ObjectType,
    isAlone: boolean,
  ): Generator<RawItem> {
    const named = isAlone ? idInFileName(path) : undefined;
    const id = idOf(exported) ?? named ?? this.identify(type, exported);
    if (id === undefined) {
      yield problem(path, 'noId');
      return;
    }
    yield toldObject(type, id, exported);
    for (const { entry, reference } of linksWithin({ type, id }, exported))
      yield found(path, referenceLink({ type, id }, entry, reference));
  }
}

function ofReference(
  path: string,
  exported: JsonObject,
  { resource, owner, collection }: Extract<Recognised, { is: 'reference' }>,
): RawItem {
  const type = TYPES.get(resource);
  const entry = type && CATALOGUE[type].links.find(({ name }) => name.toLowerCase() === collection);
  const id = idOf({ id: owner });
  if (!type || !entry) return problem(path, 'notHeld');
  if (id === undefined) return problem(path, 'noId');
  return found(path, referenceLink({ type, id }, entry, exported));
}

function found(path: string, read: ToldLink | 'notHeld' | 'noId'): RawItem {
  return typeof read === 'string' ? problem(path, read) : read;
}

function problem(path: string, code: keyof typeof MESSAGES & ProblemCode): ImportProblem {
  return { path, code, message: MESSAGES[code] };
}

/** What of a collection has no attribute of its own is not exported, so nothing is known of it. */
function withoutRemainder({ object, untold }: ToldObject): ToldObject {
  const names = CATALOGUE[object.type].attributes
    .filter(({ read }) => read.by === 'remainder')
    .map(({ name }) => name);
  const attributes = Object.entries(object.attributes).filter(([name]) => !names.includes(name));
  return {
    object: { ...object, attributes: Object.fromEntries(attributes) },
    untold: [...new Set([...untold, ...names])],
  };
}

/** Graph's id of a policy of which a tenant has one: its name in the address. */
function nameOfOne(type: ObjectType): string {
  return CATALOGUE[type].path.split('/').at(-1) ?? type;
}

function isEmptyList(content: Json): boolean {
  const items = isJsonObject(content) ? (content['value'] ?? content['Value']) : content;
  return Array.isArray(items) && items.length === 0;
}
