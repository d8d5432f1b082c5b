import type { Route } from './exchange.js';
import { GraphError, malformed } from './graph-error.js';

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter: { readonly name: string; readonly node: Node<T> } | undefined;
  readonly methods: Map<string, T>;
}

/** What a router found: by default a route, or whatever else was written down for the path and method. */
export interface Match<T> {
  readonly route: T;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the route of a path. Literal segments are matched without regard to case, as Graph does. */
export class Router<T = Route> {
  private readonly root = node<T>();
  private readonly patterns: { readonly method: string; readonly pattern: string }[] = [];

  /** Adds a route; `{name}` in the pattern stands for any one segment. */
  add(method: string, pattern: string, route: T): this {
    let at = this.root;
    for (const segment of pattern.split('/').filter((part) => part !== '')) {
      const name = /^\{(.+)\}$/.exec(segment)?.[1];
      at = name === undefined ? literal(at, segment) : parameter(at, name);
    }
    at.methods.set(method, route);
    this.patterns.push({ method, pattern });
    return this;
  }

  /** All methods and patterns that were added. */
  added(): Iterable<{ readonly method: string; readonly pattern: string }> {
    return this.patterns;
  }

  /** As {@link find}, but `undefined` for what was not added. */
  lookup(method: string, path: string): Match<T> | undefined {
    const { node: at, parameters, unknown } = this.walk(segmentsOf(path));
    const route = unknown === undefined ? at.methods.get(method) : undefined;
    return route === undefined ? undefined : { route, parameters };
  }

  /** The route and its parameters; throws Graph's refusals of unknown segments and methods. */
  find(method: string, path: string): Match<T> {
    const segments = segmentsOf(path);
    const { node: at, parameters, unknown } = this.walk(segments);
    if (unknown !== undefined) throw unknownSegment(segments[unknown] ?? '', unknown);
    const route = at.methods.get(method);
    if (route !== undefined) return { route, parameters };
    if (at.methods.size === 0) throw unknownSegment(segments.at(-1) ?? '', 1);
    throw new GraphError(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
      [],
      { Allow: [...at.methods.keys()].join(', ') },
    );
  }

  private walk(segments: readonly string[]): Walk<T> {
    const parameters: Record<string, string> = {};
    let at = this.root;
    for (const [index, segment] of segments.entries()) {
      const literal = at.literals.get(segment.toLowerCase());
      if (!literal && !at.parameter) return { node: at, parameters, unknown: index };
      if (!literal && at.parameter) parameters[at.parameter.name] = segment;
      at = literal ?? at.parameter?.node ?? at;
    }
    return { node: at, parameters, unknown: undefined };
  }
}

/** How far a path leads: all the way, or to the index of a segment that is unknown. */
interface Walk<T> {
  readonly node: Node<T>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly unknown: number | undefined;
}

/**
 * The decoded segments of a path. `users('id')` is read as `users/id`, `delta()` as `delta`, and `graph.user`,
 * which generated clients send, as `microsoft.graph.user`.
 */
export function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const text = decode(part).replace(/^graph\./i, 'microsoft.graph.');
      const call = /^([A-Za-z.]+)\((.*)\)$/s.exec(text);
      if (!call) return [text];
      const [, name = '', key = ''] = call;
      return key === '' ? [name] : [name, key.replace(/^'(.*)'$/s, '$1')];
    });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw malformed(`The request URL is not valid: '${segment}'.`);
  }
}

function unknownSegment(segment: string, index: number): GraphError {
  const message = `Resource not found for the segment '${segment}'.`;
  return index === 0 ? malformed(message) : new GraphError(404, 'ResourceNotFound', message);
}

function node<T>(): Node<T> {
  return { literals: new Map(), parameter: undefined, methods: new Map() };
}

function literal<T>(at: Node<T>, segment: string): Node<T> {
  const key = segment.toLowerCase();
  let next = at.literals.get(key);
  if (!next) at.literals.set(key, (next = node()));
  return next;
}

function parameter<T>(at: Node<T>, name: string): Node<T> {
  at.parameter ??= { name, node: node() };
  return at.parameter.node;
}
