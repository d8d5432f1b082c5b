import { countedIds, seededRandom, VirtualClock, type Clock } from '#runtime';
import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { behavioursOf, type BehaviourOptions, type Behaviours } from './behaviours.js';
import { generateTenant } from './generate/generate-tenant.js';
import { graphService } from './graph/graph-service.js';
import type { GraphResponse, Handler } from './graph/message.js';
import { textOf } from './model/json-text.js';
import type { Tenant } from './tenant/tenant.js';

/** An answer, with its body and its members at hand. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** The items of a collection. */
  readonly value: readonly JsonObject[];
  /** Code and message of an error. */
  readonly error: { readonly code: string; readonly message: string };
}

const START = '2026-03-01T12:00:00Z';

interface CallerOptions extends BehaviourOptions {
  readonly users?: number;
  readonly seed?: number;
  readonly tenant?: Tenant;
  /** By default one that stands still until the caller's own `clock` is told to move. */
  readonly clock?: Clock;
}

/** Calls a simulated tenant's Graph service without a network, the way a client would. */
export class GraphCaller {
  readonly clock = new VirtualClock(START);
  readonly tenant: Tenant;
  readonly behaviours: Behaviours;
  /** What requests come with from now on. */
  authorization = 'Bearer token';
  private readonly handle: Handler;

  constructor({ users = 60, seed = 7, tenant, clock, ...behaviour }: CallerOptions = {}) {
    const time = clock ?? this.clock;
    this.tenant = tenant ?? generateTenant({ seed, users, tenantId: undefined, now: time.now() });
    this.behaviours = behavioursOf(this.tenant, time, behaviour);
    this.handle = graphService(this.tenant, {
      ...this.behaviours.service,
      clock: time,
      ids: countedIds(),
      random: seededRandom(seed),
    });
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('GET', url, undefined, headers);
  }

  post(url: string, body?: Json, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('POST', url, body, headers);
  }

  patch(url: string, body: Json): Promise<Answer> {
    return this.call('PATCH', url, body);
  }

  delete(url: string): Promise<Answer> {
    return this.call('DELETE', url);
  }

  /** Sends one request; `url` is below the service root, or a link of an earlier answer. */
  async call(
    method: string,
    url: string,
    body?: Json,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const [, version = 'v1.0', rest = url] = /^(?:https?:\/\/[^/]+)?\/(v1\.0|beta)(\/.*)$/.exec(url) ?? [];
    const at = rest.indexOf('?');
    const response = await this.handle({
      method,
      version: version === 'beta' ? 'beta' : 'v1.0',
      path: at === -1 ? rest : rest.slice(0, at),
      query: at === -1 ? '' : rest.slice(at + 1),
      headers: { authorization: this.authorization, ...headers },
      body,
      origin: 'http://localhost',
    });
    return answerOf(response);
  }

  /** All items of a list, through all of its pages. */
  async all(url: string, headers: Record<string, string> = {}): Promise<readonly JsonObject[]> {
    return (await this.pages(url, headers)).flatMap(({ value }) => value);
  }

  /** All pages of a list or a delta round. */
  async pages(url: string, headers: Record<string, string> = {}): Promise<readonly Answer[]> {
    const pages: Answer[] = [];
    let link = url;
    while (link !== '') {
      const page = await this.get(link, headers);
      if (page.status !== 200) throw new Error(`${link} was answered ${page.status}: ${page.error.message}`);
      pages.push(page);
      link = textOf(page.body['@odata.nextLink']);
    }
    return pages;
  }

  /** The first live object of a list that fits. */
  async one(
    url: string,
    fits: (object: JsonObject) => boolean = () => true,
  ): Promise<JsonObject & { readonly id: string }> {
    const object = (await this.all(url)).find(fits);
    if (!object) throw new Error(`Nothing in ${url} fits.`);
    return { ...object, id: textOf(object['id']) };
  }

  /** Creates an object and gives its id. */
  async create(url: string, body: Json): Promise<string> {
    const answer = await this.post(url, body);
    if (answer.status !== 201)
      throw new Error(`${url} was answered ${answer.status}: ${answer.error.message}`);
    return textOf(answer.body['id']);
  }

  async createUser(alias: string, more: JsonObject = {}): Promise<string> {
    return this.create('/users', {
      accountEnabled: true,
      displayName: alias,
      mailNickname: alias,
      userPrincipalName: `${alias}@alderquay.example`,
      passwordProfile: { password: 'Q7-unguessable' },
      ...more,
    });
  }

  async createGroup(name: string, more: JsonObject = {}): Promise<string> {
    return this.create('/groups', {
      displayName: name,
      mailNickname: name,
      mailEnabled: false,
      securityEnabled: true,
      ...more,
    });
  }

  async addMember(group: string, member: string): Promise<Answer> {
    return this.post(`/groups/${group}/members/$ref`, { '@odata.id': memberUrl(member) });
  }
}

/** How references to directory objects are written. */
export function memberUrl(id: string): string {
  return `https://graph.microsoft.com/v1.0/directoryObjects/${id}`;
}

/** The ids of objects, in order. */
export function ids(objects: readonly JsonObject[]): readonly string[] {
  return objects.map((object) => textOf(object['id']));
}

function answerOf({ status, headers = {}, body = null }: GraphResponse): Answer {
  const object = isJsonObject(body) ? body : { text: body };
  const value = object['value'];
  const error = isJsonObject(object['error'] ?? null) ? (object['error'] as JsonObject) : {};
  return {
    status,
    headers,
    body: object,
    value: Array.isArray(value) ? (value as readonly JsonObject[]) : [],
    error: { code: textOf(error['code']), message: textOf(error['message']) },
  };
}
