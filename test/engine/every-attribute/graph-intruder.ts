import { CATALOGUE, isJsonObject, type AttributeEntry, type Json, type JsonObject } from '#catalogue';
import type { AttributeCase } from './cases.js';

/** Someone with every permission who changes a tenant by Graph alone, as an attacker or a script would. */
export class GraphIntruder {
  constructor(private readonly url: string) {}

  async call(method: string, path: string, body?: Json): Promise<JsonObject> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { Authorization: 'Bearer known-good', 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const answer = text === '' ? {} : (JSON.parse(text) as Json);
    return isJsonObject(answer) ? answer : {};
  }

  /** The domain that names and addresses in the tenant may end in. */
  async verifiedDomain(): Promise<string> {
    const { value } = await this.call('GET', '/v1.0/organization');
    const [organization] = Array.isArray(value) ? (value as readonly Json[]) : [];
    const domains = isJsonObject(organization) ? organization['verifiedDomains'] : [];
    const [domain] = Array.isArray(domains) ? (domains as readonly Json[]) : [];
    const name = isJsonObject(domain) ? domain['name'] : undefined;
    if (typeof name !== 'string') throw new Error('The tenant has no verified domain.');
    return name;
  }

  /** Gives an attribute another value, by the way that Graph has for it. */
  async change({ type, entry, object, value }: AttributeCase): Promise<void> {
    const { path, singleton } = CATALOGUE[type];
    const at = singleton ? path : `${path}/${object.id}`;
    const { write, read } = entry;
    if (write.by === 'action') await this.call('POST', `/v1.0${at}/${write.action}`, { [entry.name]: value });
    else if (write.by === 'collection')
      for (const item of value as readonly Json[]) await this.call('POST', `/v1.0${at}/${write.path}`, item);
    else if (read.by === 'ownResource')
      await this.call('PATCH', `/${read.version}${at}/${read.path}`, { [entry.name]: value });
    else if (read.by === 'element')
      await this.call('PATCH', `/v1.0${at}/${read.collection}/${read.id}`, value);
    else
      await this.call('PATCH', `/${versionOf(entry)}${at}`, {
        ...kindOf(object.attributes),
        ...together(entry, value),
      });
  }
}

const versionOf = ({ write }: AttributeEntry): string => (write.by === 'patch' ? write.version : 'v1.0');

function kindOf(attributes: JsonObject): JsonObject {
  const kind = attributes['@odata.type'];
  return kind === undefined ? {} : { '@odata.type': kind };
}

/** A group that gets its members from a rule needs one. */
function together({ name }: AttributeEntry, value: Json): JsonObject {
  return name === 'groupTypes'
    ? { [name]: value, membershipRule: '(user.city -eq "Nowhere")', membershipRuleProcessingState: 'On' }
    : { [name]: value };
}
