import { isJsonObject, isObjectType, type Json } from '#catalogue';
import type { BackupHeader, ObjectWithLinks, OwnedLink } from '#interchange';
import {
  BackupObjectsDocument,
  BackupToExportDocument,
  FurtherLinksDocument,
  type ExportedObjectFragment,
} from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import { paged } from '../session/paged.js';
import type { Session } from '../session/session.js';

/** A backup as the server tells it, object by object. */
export async function exportedBackup(
  session: Session,
  id: string,
): Promise<{ readonly header: BackupHeader; readonly objects: AsyncIterable<ObjectWithLinks> }> {
  const { backup } = await session.connection.ask(BackupToExportDocument, { id });
  if (backup?.takenAt == null || backup.root == null)
    throw new CommandEnd(
      EXIT.refused,
      'BackupNotFound',
      'There is no such complete backup. Choose one of: known-good backup list',
    );
  const completeness = backup.certificate.map(({ objectType: type, objects, links, gaps }) => ({
    ...{ type, objects, links, gaps },
  }));
  const { takenAt, root, tenant } = backup;
  return {
    header: { tenantId: tenant.id, backupId: backup.id, takenAt, root, completeness },
    objects: objectsOf(session, id),
  };
}

async function* objectsOf(session: Session, id: string): AsyncGenerator<ObjectWithLinks> {
  const objects = paged(async (after) => {
    const { backup } = await session.connection.ask(BackupObjectsDocument, { id, after });
    return backup?.contents;
  });
  for await (const object of objects) yield withLinks(object, await linksOf(session, id, object));
}

/** An object as exports hold it. */
function withLinks(
  { objectType: type, objectId: id, lifecycle, attributes }: ExportedObjectFragment,
  links: readonly OwnedLink[],
): ObjectWithLinks {
  const values = attributes as Json;
  if (!isObjectType(type) || !isJsonObject(values))
    throw new CommandEnd(
      EXIT.failed,
      'NotUnderstood',
      'The server tells of objects that this version does not know.',
    );
  return { object: { type, id, lifecycle, attributes: values }, links };
}

async function linksOf(
  { connection }: Session,
  id: string,
  { objectType, objectId, links }: ExportedObjectFragment,
): Promise<readonly OwnedLink[]> {
  const all = links.nodes.map(ownedLink);
  let { hasNextPage, endCursor: after } = links.pageInfo;
  while (hasNextPage) {
    const { backup } = await connection.ask(FurtherLinksDocument, { id, objectType, objectId, after });
    const page = backup?.object?.links;
    all.push(...(page?.nodes ?? []).map(ownedLink));
    ({ hasNextPage, endCursor: after } = page?.pageInfo ?? { hasNextPage: false, endCursor: null });
  }
  return all;
}

const ownedLink = ({
  link,
  targetId,
  value,
}: {
  link: string;
  targetId: string;
  value: string;
}): OwnedLink => ({
  ...{ link, target: targetId, value },
});
