import {
  isLink,
  linkEntry,
  objectKey,
  parseKey,
  targetObjectId,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';
import { LINK_STAGE, ownsRecoverableLinks, type PlannedStep } from '#protection';
import { readObject } from '../snapshot-object.js';
import type { RecreationPlanning } from './recreation-planning.js';

/** The types whose objects own links. */
const OWNERS = ['group/', 'servicePrincipal/'];

/**
 * The links that objects which are made again had in the backup, on either end, with the old ids. Links whose other end
 * is gone are left out and counted.
 */
export async function recreatedLinks(
  planning: RecreationPlanning,
  ids: ReadonlySet<string>,
): Promise<readonly PlannedStep[]> {
  const steps: PlannedStep[] = [];
  if (ids.size === 0) return steps;
  const writable = new Map<string, boolean>();
  for (const family of OWNERS)
    for await (const { key, value } of planning.backup.scan(family)) {
      const link = parseKey(key);
      if (!isLink(link)) continue;
      const awaits = [link.id, targetObjectId(link.target)].filter((id) => ids.has(id));
      if (awaits.length === 0) continue;
      const owner = objectKey(link);
      const isWritable = writable.get(owner) ?? (await ownerIsWritable(planning, link, ids));
      writable.set(owner, isWritable);
      if (!isWritable) continue;
      if (await targetIsThere(planning, link, ids))
        steps.push({ step: 'addLink', link, value, stage: LINK_STAGE, awaits: [...new Set(awaits)] });
      else planning.exclude('linkTargetGone');
    }
  return steps;
}

async function ownerIsWritable(
  { backup, current }: RecreationPlanning,
  { type, id }: ObjectRef,
  ids: ReadonlySet<string>,
): Promise<boolean> {
  const before = await readObject(backup, { type, id });
  const now = ids.has(id) ? before : await readObject(current, { type, id });
  return before !== undefined && now?.lifecycle === 'live' && ownsRecoverableLinks(before, now);
}

/** What backups do not hold (a device, a contact) is taken to be there: Graph refuses the link otherwise. */
async function targetIsThere(
  { backup, current }: RecreationPlanning,
  { type, link, target }: LinkRef,
  ids: ReadonlySet<string>,
): Promise<boolean> {
  const id = targetObjectId(target);
  if (ids.has(id)) return true;
  for (const targetType of linkEntry(type, link)?.targets ?? []) {
    const ref = { type: targetType, id };
    const now = await readObject(current, ref);
    if (now !== undefined) return now.lifecycle === 'live';
    if ((await readObject(backup, ref)) !== undefined) return false;
  }
  return true;
}
