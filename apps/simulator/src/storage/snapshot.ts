import { closeSync, createReadStream, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { TenantObject } from '../tenant/collection.js';
import type { LogEntry } from '../tenant/change-log.js';
import { KINDS, type Kind } from '../tenant/kinds.js';
import type { Membership } from '../tenant/memberships.js';
import { Tenant, type TenantIdentity } from '../tenant/tenant.js';

const FORMAT = 1;
const CHUNK_CHARACTERS = 1 << 20;

type Line =
  | {
      readonly line: 'tenant';
      readonly format: number;
      readonly identity: TenantIdentity;
      readonly sequence: number;
    }
  | { readonly line: 'object'; readonly object: TenantObject }
  | {
      readonly line: 'deletion';
      readonly kind: Kind;
      readonly id: string;
      readonly at: number;
      readonly sequence: number;
    }
  | { readonly line: 'members'; readonly group: string; readonly members: readonly Membership[] }
  | { readonly line: 'log'; readonly kind: Kind; readonly entry: LogEntry };

/** Writes the whole tenant to a file, one JSON value a line; the file is there whole or not at all. */
export function writeSnapshot(tenant: Tenant, path: string): void {
  const file = openSync(`${path}.new`, 'w');
  try {
    let chunk = '';
    for (const line of linesOf(tenant)) {
      chunk += `${JSON.stringify(line)}\n`;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      writeSync(file, chunk);
      chunk = '';
    }
    writeSync(file, chunk);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}

function* linesOf(tenant: Tenant): Generator<Line> {
  yield { line: 'tenant', format: FORMAT, identity: tenant.identity, sequence: tenant.sequence };
  for (const kind of KINDS) {
    for (const object of tenant.collection(kind).all()) yield { line: 'object', object };
    for (const { id, sequence, object } of tenant.collection(kind).deletedAfter(-1))
      yield { line: 'deletion', kind, id, sequence, at: object.deletedAt ?? 0 };
  }
  for (const { id } of tenant.collection('group').all()) {
    const members = [...tenant.allMembersOf(id)];
    if (members.length > 0) yield { line: 'members', group: id, members };
  }
  for (const [kind, entries] of tenant.log.all())
    for (const entry of entries) yield { line: 'log', kind, entry };
}

/** Reads a tenant back from what {@link writeSnapshot} wrote. Throws on any other content. */
export async function readSnapshot(path: string): Promise<Tenant> {
  let tenant: Tenant | undefined;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const line = JSON.parse(text) as Line;
    if (line.line === 'tenant') tenant = begun(line, path);
    else if (tenant) reinstate(tenant, line);
  }
  if (!tenant) throw new Error(`${path} holds no tenant.`);
  tenant.claimUniqueValues();
  return tenant;
}

function begun({ format, identity, sequence }: Extract<Line, { line: 'tenant' }>, path: string): Tenant {
  if (format !== FORMAT)
    throw new Error(`${path} was written in format ${format}; this release reads ${FORMAT}.`);
  const tenant = new Tenant(identity);
  tenant.continueFrom(sequence);
  return tenant;
}

function reinstate(tenant: Tenant, line: Exclude<Line, { line: 'tenant' }>): void {
  switch (line.line) {
    case 'object':
      return tenant.reinstate({ ...line.object, deletedAt: undefined });
    case 'deletion':
      return tenant.reinstateDeletion(line.kind, line.id, line.at, line.sequence);
    case 'members':
      for (const member of line.members) tenant.reinstateMember(line.group, member);
      return;
    case 'log':
      return tenant.log.add(line.kind, line.entry);
    default:
      return line satisfies never;
  }
}
