import { isJsonObject, isObjectType, type Json, type JsonObject, type ObjectType } from '#catalogue';

/** What one object type of a backup holds, and what could not be read of it. */
export interface TypeCompleteness {
  readonly type: ObjectType;
  readonly objects: number;
  readonly links: number;
  /** Causes only: `permission`, `licence`, `error`. Empty when the type is whole. */
  readonly gaps: readonly string[];
}

/** The backup that an export holds. */
export interface BackupHeader {
  readonly tenantId: string;
  readonly backupId: string;
  /** The backup's moment, ISO 8601 in UTC. */
  readonly takenAt: string;
  /** The digest that names the backup's whole content. */
  readonly root: string;
  /** The backup's certificate: the reader of the export tells by its counts whether something is missing. */
  readonly completeness: readonly TypeCompleteness[];
}

/** What the first line, or the manifest, of a backup's export says it is. */
export const BACKUP_FORMAT = {
  lines: 'known-good/backup-lines',
  folder: 'known-good/backup-folder',
} as const;

export type BackupFormat = keyof typeof BACKUP_FORMAT;

/** The newest version of both formats. A reader refuses later ones. */
export const FORMAT_VERSION = 1;

/** The header as JSON. */
export function headerDocument(
  format: BackupFormat,
  { tenantId, backupId, takenAt, root, completeness }: BackupHeader,
): JsonObject {
  return {
    format: BACKUP_FORMAT[format],
    version: FORMAT_VERSION,
    tenantId,
    backupId,
    takenAt,
    root,
    completeness: completeness.map(({ type, objects, links, gaps }) => ({ type, objects, links, gaps })),
  };
}

/** Whether a JSON value says that it begins an export of this format, readable or not. */
export function isHeaderOf(format: BackupFormat, value: Json): value is JsonObject {
  return isJsonObject(value) && value['format'] === BACKUP_FORMAT[format];
}

/** Reads a header; `undefined` where it is of a later version, or not whole. */
export function headerOfDocument(value: JsonObject): BackupHeader | undefined {
  const { version, tenantId, backupId, takenAt, root, completeness } = value;
  if (typeof version !== 'number' || version > FORMAT_VERSION || !Array.isArray(completeness))
    return undefined;
  if (typeof tenantId !== 'string' || typeof backupId !== 'string') return undefined;
  if (typeof takenAt !== 'string' || typeof root !== 'string') return undefined;
  const types = (completeness as readonly Json[]).map(completenessOf);
  return types.every((type) => type !== undefined)
    ? { tenantId, backupId, takenAt, root, completeness: types }
    : undefined;
}

function completenessOf(value: Json): TypeCompleteness | undefined {
  if (!isJsonObject(value)) return undefined;
  const { type, objects, links, gaps } = value;
  if (typeof type !== 'string' || !isObjectType(type) || !Array.isArray(gaps)) return undefined;
  if (typeof objects !== 'number' || typeof links !== 'number') return undefined;
  return { type, objects, links, gaps: (gaps as readonly Json[]).filter((gap) => typeof gap === 'string') };
}
