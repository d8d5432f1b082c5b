import type { Route } from './exchange.js';
import { GraphError, malformed } from './graph-error.js';

interface Node {
  readonly literals: Map<string, Node>;
  parameter: { readonly name: string; readonly node: Node } | undefined;
  readonly methods: Map<string, Route>;
}

/** Finds the route of a path. Literal segments are matched without regard to case, as Graph does. */
export class Router {
  private readonly root = node();

  /** Adds a route; `{name}` in the pattern stands for any one segment. */
  add(method: string, pattern: string, route: Route): this {
    let at = this.root;
    for (const segment of pattern.split('/').filter((part) => part !== '')) {
      const name = /^\{(.+)\}$/.exec(segment)?.[1];
      at = name === undefined ? literal(at, segment) : parameter(at, name);
    }
    at.methods.set(method, route);
    return this;
  }

  /** The route and its parameters; throws Graph's refusals of unknown segments and methods. */
  find(method: string, path: string): { readonly route: Route; readonly parameters: Record<string, string> } {
    const parameters: Record<string, string> = {};
    let at = this.root;
    for (const [index, segment] of segmentsOf(path).entries()) {
      const next = at.literals.get(segment.toLowerCase()) ?? at.parameter?.node;
      if (!next) throw unknownSegment(segment, index);
      if (!at.literals.has(segment.toLowerCase()) && at.parameter) parameters[at.parameter.name] = segment;
      at = next;
    }
    const route = at.methods.get(method);
    if (route) return { route, parameters };
    if (at.methods.size === 0) throw unknownSegment(segmentsOf(path).at(-1) ?? '', 1);
    throw new GraphError(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
      [],
      { Allow: [...at.methods.keys()].join(', ') },
    );
  }
}

/**
 * The decoded segments of a path. `users('id')` is read as `users/id`, `delta()` as `delta`, and `graph.user`,
 * which generated clients send, as `microsoft.graph.user`.
 */
function segmentsOf(path: string): string[] {
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

function node(): Node {
  return { literals: new Map(), parameter: undefined, methods: new Map() };
}

function literal(at: Node, segment: string): Node {
  const key = segment.toLowerCase();
  let next = at.literals.get(key);
  if (!next) at.literals.set(key, (next = node()));
  return next;
}

function parameter(at: Node, name: string): Node {
  at.parameter ??= { name, node: node() };
  return at.parameter.node;
}
