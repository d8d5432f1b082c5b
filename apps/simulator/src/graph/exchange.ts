import type { Json, JsonObject } from '#catalogue';
import { isJsonObject } from '#catalogue';
import type { QueryOptions } from '../query/query-options.js';
import type { TenantChange } from '../tenant/change.js';
import { withRuledMembers } from '../tenant/ruled-members.js';
import type { Tenant } from '../tenant/tenant.js';
import { malformed } from './graph-error.js';
import { serviceRoot, type GraphRequest, type GraphResponse } from './message.js';

/** How much an answer holds at most. */
export interface AnswerSizes {
  /** Objects that `$expand` shows of each object; of the rest nothing is said. */
  readonly expanded: number;
  /** Objects on a page of a delta round. */
  readonly deltaObjects: number;
  /** Members on a page of a delta round, those of all its groups together. */
  readonly deltaMembers: number;
}

export const GRAPH_SIZES: AnswerSizes = { expanded: 20, deltaObjects: 200, deltaMembers: 1000 };

/** What a route works with: the request taken apart, and the tenant. */
export class Exchange {
  constructor(
    readonly request: GraphRequest,
    readonly parameters: Readonly<Record<string, string>>,
    readonly query: QueryOptions,
    readonly tenant: Tenant,
    readonly now: Date,
    /** Makes an id that was never given before. */
    readonly newId: () => string,
    readonly sizes: AnswerSizes = GRAPH_SIZES,
  ) {}

  get root(): string {
    return serviceRoot(this.request);
  }

  get beta(): boolean {
    return this.request.version === 'beta';
  }

  parameter(name: string): string {
    const value = this.parameters[name];
    if (value === undefined) throw new Error(`The route has no parameter ${name}.`);
    return value;
  }

  /** The body, which must be a JSON object. */
  get body(): JsonObject {
    const { body } = this.request;
    if (body === undefined) throw malformed('Empty Payload. JSON content expected.');
    if (!isJsonObject(body))
      throw malformed(
        'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
      );
    return body;
  }

  commit(...changes: readonly TenantChange[]): void {
    if (changes.length > 0)
      this.tenant.commit({ at: this.now.getTime(), changes: withRuledMembers(this.tenant, changes) });
  }
}

/** Answers a request whose path and method fit. */
export type Route = (exchange: Exchange) => GraphResponse;

export const noContent: GraphResponse = { status: 204 };

export const ok = (body: Json): GraphResponse => ({ status: 200, body });
