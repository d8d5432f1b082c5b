import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Max,
  Min,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { InvalidSettingsError } from './settings.js';

/** How a worker signs in to Microsoft Graph. Secrets are named by file, never written here. */
export class GraphCredential {
  /** `simulator`: any token will do; the others as in @azure/identity. */
  @IsIn(['simulator', 'certificate', 'secret', 'managedIdentity', 'workloadIdentity'])
  kind: 'simulator' | 'certificate' | 'secret' | 'managedIdentity' | 'workloadIdentity';

  /** Client id of the app registration (or of the user-assigned identity). */
  @IsOptional()
  @IsString()
  clientId?: string;

  /** File with the certificate and its private key (PEM), or with the secret. */
  @IsOptional()
  @IsString()
  file?: string;

  /** Where tokens come from in a national cloud, such as https://login.microsoftonline.us. */
  @IsOptional()
  @IsUrl({ require_tld: false })
  authorityHost?: string;
}

/** One tenant that Known Good looks after. */
export class TenantConnection {
  @IsUUID('all')
  id: string;

  @IsString()
  @IsNotEmpty()
  displayName: string;

  /** Microsoft Graph's host: https://graph.microsoft.com, that of a national cloud, or a simulator's. */
  @IsUrl({ require_tld: false })
  graphUrl: string;

  /** Of the application that reads: backups and reports need no other. */
  @ValidateNested()
  @Type(() => GraphCredential)
  credential: GraphCredential;

  /** Of the application that writes, used only while a recovery runs. Default: the one that reads. */
  @IsOptional()
  @ValidateNested()
  @Type(() => GraphCredential)
  recoveryCredential?: GraphCredential;

  /** Deadline of a single request, in milliseconds (default 30,000). What is in doubt is certain only after it. */
  @IsOptional()
  @IsInt()
  @Min(500)
  @Max(300_000)
  longestRequestMs?: number;

  /**
   * The share of Microsoft Graph's quotas to use, from 0.05 to 1 (default 0.8: other applications have theirs). A
   * simulator has no quotas unless this is set.
   */
  @IsOptional()
  @IsNumber()
  @Min(0.05)
  @Max(1)
  quotaShare?: number;
}

/** Reads the file of connected tenants. Throws {@link InvalidSettingsError} that says what is wrong in it. */
export function readTenantConnections(file: string): readonly TenantConnection[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new InvalidSettingsError(`KNOWN_GOOD_TENANTS_FILE (${file}) is missing or is not JSON.`);
  }
  if (!Array.isArray(content)) throw new InvalidSettingsError(`${file} must hold a list of tenants.`);
  const connections = plainToInstance(TenantConnection, content as object[]);
  for (const connection of connections) {
    const faults = validateSync(connection, { whitelist: true, forbidNonWhitelisted: true });
    if (faults.length > 0)
      throw new InvalidSettingsError(
        `${file}: ${faults.map((fault) => fault.toString(false, false, '', true)).join('; ')}`,
      );
    connection.id = connection.id.toLowerCase();
  }
  return connections;
}

/** The client ids that a tenant is read and recovered as. */
export function clientIdsOf({ credential, recoveryCredential }: TenantConnection): readonly string[] {
  return [credential.clientId, recoveryCredential?.clientId].filter((id) => id !== undefined);
}
