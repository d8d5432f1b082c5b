import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { seededRandom, type Random } from '#runtime';
import type { GraphVersion } from '../graph/message.js';
import { textOf } from '../model/json-text.js';
import { USER_HEADER } from '../audits/initiator.js';
import { Ledger } from './injected.js';

/** An object as Graph shows it. */
export interface Shown extends JsonObject {
  readonly id: string;
}

/** Someone with a token: reads and writes a tenant through Graph, draws victims by seed, and keeps a ledger. */
export class Intruder {
  readonly ledger = new Ledger();
  private readonly random: Random;
  private user: string | undefined;

  constructor(
    private readonly url: string,
    seed: number,
    private readonly token = 'stolen-token',
  ) {
    this.random = seededRandom(seed);
  }

  /** From now on the audit log names this user for what is done. */
  signInAs(user: string): void {
    this.user = user;
  }

  /** Reads one object. */
  async read(path: string, version: GraphVersion = 'v1.0'): Promise<JsonObject> {
    return this.fetched('GET', `${this.url}/${version}${path}`);
  }

  /** All objects of a list, through all of its pages. */
  async list(path: string): Promise<Shown[]> {
    const objects: Shown[] = [];
    let link: string | undefined = `${this.url}/v1.0${path}`;
    while (link !== undefined) {
      const page: JsonObject = await this.fetched('GET', link);
      const value = page['value'];
      if (Array.isArray(value)) objects.push(...(value as readonly Json[]).filter(isShown));
      const next = page['@odata.nextLink'];
      link = typeof next === 'string' ? next : undefined;
    }
    return objects;
  }

  /** Sends a write that must succeed. */
  async send(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: JsonObject,
    version: GraphVersion = 'v1.0',
  ): Promise<JsonObject> {
    return this.fetched(method, `${this.url}/${version}${path}`, body);
  }

  /** Sends a write that may be refused; gives the code of the refusal. */
  async attempt(method: 'PATCH', path: string, body: JsonObject): Promise<string | undefined> {
    const response = await this.response(method, `${this.url}/v1.0${path}`, body);
    if (response.ok) return undefined;
    const answer = (await response.json()) as Json;
    const error = isJsonObject(answer) ? answer['error'] : null;
    return isJsonObject(error ?? null) ? textOf((error as JsonObject)['code']) : String(response.status);
  }

  /** The items in an order that follows from the seed. */
  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.random.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }

  private async fetched(method: string, link: string, body?: JsonObject): Promise<JsonObject> {
    const response = await this.response(method, link, body);
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${method} ${new URL(link).pathname} was answered ${response.status}: ${text}`);
    const answer: Json = text === '' ? {} : (JSON.parse(text) as Json);
    return isJsonObject(answer) ? answer : {};
  }

  private async response(method: string, link: string, body: JsonObject | undefined): Promise<Response> {
    return fetch(link, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        ...(this.user !== undefined && { [USER_HEADER]: this.user }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** The name that an object goes by. */
export function nameOf(object: JsonObject): string {
  return textOf(object['displayName']);
}

function isShown(value: Json): value is Shown {
  return isJsonObject(value) && typeof value['id'] === 'string';
}
