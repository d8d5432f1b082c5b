import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  validateSync,
} from 'class-validator';
import type { RightsRule, Role } from '#access';
import { OBJECT_TYPES, type ObjectType } from '#catalogue';
import { InvalidSettingsError } from './settings.js';

const ROLES: readonly Role[] = ['reader', 'approver', 'administrator'];

/** One entry of the file: whom it is about, and what is left to them. */
export class RightsEntry {
  /** The only tenant that it is about; all where left out. */
  @IsOptional()
  @IsUUID('loose')
  tenantId?: string;

  /** The only person or service principal that it is about. */
  @IsOptional()
  @IsUUID('loose')
  objectId?: string;

  /** The only app role that it is about (a value of the `roles` claim). */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  appRole?: string;

  /** The only directory role that it is about (a template id of the `wids` claim). */
  @IsOptional()
  @IsUUID('loose')
  directoryRole?: string;

  /** What an app role or directory role is that the product does not know by itself. */
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  /** The object types that are left; all where left out. */
  @IsOptional()
  @IsArray()
  @IsIn(OBJECT_TYPES, { each: true })
  objectTypes?: ObjectType[];

  /** Takes everything. */
  @IsOptional()
  @IsBoolean()
  withdrawn?: boolean;
}

/** The text of the file; `undefined` where there is none. Throws where it is there and cannot be read. */
export function rightsText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Reads the file's text. Throws {@link InvalidSettingsError} that says what is wrong in it. */
export function parseRights(text: string, file: string): readonly RightsRule[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new InvalidSettingsError(`KNOWN_GOOD_RIGHTS_FILE (${file}) is not JSON.`);
  }
  if (!Array.isArray(content) || !content.every((each) => typeof each === 'object' && each !== null))
    throw new InvalidSettingsError(`${file} must hold a list of rules.`);
  return plainToInstance(RightsEntry, content as object[]).map((entry, place) => {
    const fault = faultOf(entry);
    if (fault !== undefined) throw new InvalidSettingsError(`${file}, rule ${place} (from 0): ${fault}`);
    return ruleOf(entry);
  });
}

function faultOf(entry: RightsEntry): string | undefined {
  const faults = validateSync(entry, { whitelist: true, forbidNonWhitelisted: true });
  if (faults.length > 0) return faults.map((fault) => fault.toString(false, false, '', true)).join('; ');
  const { tenantId, objectId, appRole, directoryRole, role, objectTypes, withdrawn } = entry;
  if ([tenantId, objectId, appRole, directoryRole].every((subject) => subject === undefined))
    return 'it must name a tenantId, an objectId, an appRole or a directoryRole.';
  if (appRole !== undefined && directoryRole !== undefined) return 'it must be about one role, not two.';
  if (role !== undefined && appRole === undefined && directoryRole === undefined)
    return 'role belongs beside an appRole or a directoryRole.';
  if (objectTypes !== undefined && withdrawn !== undefined)
    return 'it must have either objectTypes or withdrawn.';
  if (objectTypes?.length === 0) return 'objectTypes must not be empty; to take everything, set withdrawn.';
  return withdrawn === false || (role ?? objectTypes ?? withdrawn) === undefined
    ? 'it must have objectTypes, a role, or withdrawn: true.'
    : undefined;
}

function ruleOf({ withdrawn, objectTypes, appRole, role, ...ids }: RightsEntry): RightsRule {
  const { tenantId, objectId, directoryRole } = ids;
  return {
    ...(tenantId && { tenantId: tenantId.toLowerCase() }),
    ...(objectId && { objectId: objectId.toLowerCase() }),
    ...(directoryRole && { directoryRole: directoryRole.toLowerCase() }),
    ...(appRole && { appRole }),
    ...(role && { role }),
    ...(withdrawn ? { objectTypes: [] } : objectTypes && { objectTypes }),
  };
}
