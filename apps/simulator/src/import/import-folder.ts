import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { byType, exportFiles, objectsOf, recognise, type GraphResource } from '#interchange';
import { GrowingTenant } from '../generate/growing-tenant.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { textOf, textsOf } from '../model/json-text.js';
import { isGuid } from '../model/shape.js';
import { LINK_KINDS } from '../tenant/link-objects.js';
import { isDirectoryObjectKind, isKind, type Kind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';
import { ImportSummary } from './import-summary.js';
import { knownForm } from './known-form.js';
import { importedPolicy } from './policy-import.js';
import { StandIns } from './stand-ins.js';

/** What a tenant can use of an export. */
type Used = GraphResource | 'member';

interface Found {
  readonly path: string;
  readonly kind: Used;
  /** The folder of the group that a member lies below. */
  readonly owner: string;
  readonly object: JsonObject;
}

/** Objects come before what refers to them. */
const ORDER: readonly Used[] = [
  'organization',
  'user',
  'group',
  'application',
  'servicePrincipal',
  'namedLocation',
  'authenticationStrengthPolicy',
  'agreement',
  'migrationTable',
  'member',
  'appRoleAssignment',
  'oAuth2PermissionGrant',
  'conditionalAccessPolicy',
];

/** Brings the objects of a folder of exported Graph JSON into a tenant. Never fails for what a file holds. */
export function importFolder(folder: string, tenant: Tenant): ImportSummary {
  const importer = new FolderImport(tenant);
  const found: Found[] = [];
  for (const file of exportFiles(folder)) {
    if ('content' in file) found.push(...importer.recognised(file.path, file.content));
    else if (file.code !== 'otherFile' && file.code !== 'hidden')
      importer.summary.skip(file.path, file.message);
  }
  for (const kind of ORDER) for (const one of found) if (one.kind === kind) importer.take(one);
  tenant.log.clear();
  return importer.summary;
}

class FolderImport {
  readonly summary = new ImportSummary();
  private readonly growing: GrowingTenant;
  private readonly standIns: StandIns;
  private readonly origins = new Map<string, string>();

  constructor(private readonly tenant: Tenant) {
    this.growing = new GrowingTenant(tenant);
    this.standIns = new StandIns(this.growing, (kind) => this.summary.add(kind));
  }

  recognised(path: string, content: Json): Found[] {
    const found: Found[] = [];
    let known = 0;
    let unknown = 0;
    for (const object of objectsOf(content)) {
      const recognised = recognise(object, path);
      if (recognised?.is === 'resource') found.push({ path, kind: recognised.resource, owner: '', object });
      else if (recognised?.is === 'reference') {
        known += 1;
        const { resource, collection, owner } = recognised;
        if (resource === 'group' && collection === 'members')
          found.push({ path, kind: 'member', owner, object });
      } else unknown += 1;
    }
    const isAllUnknown = found.length + known === 0;
    if (unknown > 0 || isAllUnknown)
      this.summary.skip(path, isAllUnknown ? 'of no known kind' : `${unknown} objects of no known kind`);
    return found;
  }

  take({ path, kind, owner, object }: Found): void {
    if (kind === 'organization') return this.takeDomains(object);
    if (kind === 'migrationTable') return this.takeNames(object);
    if (kind === 'member') return this.takeMember(path, owner, object);
    if (!isKind(kind)) return;
    if ((LINK_KINDS as readonly string[]).includes(kind)) this.ensureEnds(object);
    this.takeObject(path, kind, object);
  }

  private takeObject(path: string, kind: Kind, object: JsonObject): void {
    const id = this.idOf(kind, object, path);
    const origin = this.origins.get(`${kind} ${id}`);
    if (origin !== undefined) {
      if (isDirectoryObjectKind(kind)) this.summary.skip(path, `the same object as in ${origin}`);
      return;
    }
    this.origins.set(`${kind} ${id}`, path);
    const form = knownForm(ENTITY_TYPES[kind], object);
    const entity =
      kind === 'conditionalAccessPolicy' ? importedPolicy(this.growing, this.standIns, form) : form;
    if (kind === 'user') this.addDomainOf(textOf(entity['userPrincipalName']));
    const conflict = this.tenant.unique.conflict(kind, id, entity);
    if (conflict)
      return this.summary.skip(path, `the ${conflict.property} ${conflict.value} is in use already`);
    this.put(kind, id, entity);
    if (kind === 'group') this.takeMemberArrays(id, object);
  }

  private put(kind: Kind, id: string, entity: JsonObject): void {
    const present = this.tenant.collection(kind).get(id);
    if (present?.entity['policyType'] === 'builtIn') return;
    if (present) this.growing.apply({ change: 'update', kind, id, set: entity });
    else this.growing.create(kind, id, entity);
    this.summary.add(kind);
  }

  /** Exports keep ids; where one is missing, it follows from the seed and the file. */
  private idOf(kind: Kind, object: JsonObject, path: string): string {
    const id = textOf(object['id'] ?? object['Id']);
    if ((LINK_KINDS as readonly string[]).includes(kind))
      return id === '' ? this.standIns.idOf(kind, path) : id;
    return this.standIns.idOf(kind, isGuid(id) ? id : `${path} ${textOf(object['displayName'])}`);
  }

  private takeDomains(organization: JsonObject): void {
    const domains = organization['verifiedDomains'];
    for (const domain of Array.isArray(domains) ? (domains as readonly Json[]) : [])
      if (isJsonObject(domain)) this.tenant.addVerifiedDomain(textOf(domain['name']));
  }

  private addDomainOf(userPrincipalName: string): void {
    this.tenant.addVerifiedDomain(userPrincipalName.split('@')[1] ?? '');
  }

  /** A migration table names the objects that the exported policies refer to. */
  private takeNames(table: JsonObject): void {
    const objects = table['Objects'] ?? table['objects'];
    for (const object of Array.isArray(objects) ? (objects as readonly Json[]) : []) {
      if (!isJsonObject(object)) continue;
      const [id, name] = [
        textOf(object['Id'] ?? object['id']),
        textOf(object['DisplayName'] ?? object['displayName']),
      ];
      const type = textOf(object['Type'] ?? object['type']).toLowerCase();
      if (isGuid(id) && (type === 'group' || type === 'user')) this.standIns.ensure(type, id, name);
    }
  }

  private takeMemberArrays(group: string, object: JsonObject): void {
    const members = object['members'];
    for (const member of Array.isArray(members) ? (members as readonly Json[]) : [])
      this.addMember(group, isJsonObject(member) ? member : { id: member });
    for (const bind of textsOf(object['members@odata.bind']))
      this.addMember(group, { id: bind.split('/').at(-1) ?? '' });
  }

  private takeMember(path: string, folder: string, member: JsonObject): void {
    const group = isGuid(folder) ? this.standIns.ensure('group', folder) : this.groupNamed(folder);
    if (group === undefined) return this.summary.skip(path, `the group ${folder} is not in the export`);
    if (!this.addMember(group, member))
      this.summary.skip(path, 'neither a user, a group nor a service principal');
  }

  private groupNamed(name: string): string | undefined {
    for (const { id, entity } of this.tenant.collection('group').liveAfter(-1))
      if (entity['displayName'] === name) return id;
    return undefined;
  }

  /** False where the member is nothing that can be one. */
  private addMember(group: string, member: JsonObject): boolean {
    const id = textOf(member['id']).toLowerCase();
    const told = byType(member);
    const kind =
      this.tenant.directoryObject(id)?.kind ??
      (told?.is === 'resource' ? told.resource : undefined) ??
      ('userPrincipalName' in member ? 'user' : undefined);
    if (!isGuid(id) || (kind !== 'user' && kind !== 'group' && kind !== 'servicePrincipal')) return false;
    const name = textOf(member['displayName']);
    this.standIns.ensure(kind, id, name === '' ? undefined : name);
    if (!this.tenant.isMember(group, id)) this.summary.add('member');
    this.growing.addMembers(group, [id]);
    return true;
  }

  private ensureEnds(link: JsonObject): void {
    const principalKind = textOf(link['principalType']);
    const kind =
      principalKind === 'Group'
        ? 'group'
        : principalKind === 'ServicePrincipal'
          ? 'servicePrincipal'
          : 'user';
    const ends: readonly (readonly [Kind, string, string])[] = [
      ['servicePrincipal', 'resourceId', 'resourceDisplayName'],
      ['servicePrincipal', 'clientId', ''],
      [kind, 'principalId', 'principalDisplayName'],
    ];
    for (const [endKind, property, nameProperty] of ends) {
      const id = textOf(link[property]);
      if (!isGuid(id) || this.tenant.directoryObject(id.toLowerCase())) continue;
      const name = textOf(link[nameProperty]);
      this.standIns.ensure(endKind, id, name === '' ? undefined : name);
    }
  }
}
