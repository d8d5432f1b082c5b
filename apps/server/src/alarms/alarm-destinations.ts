import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { SEVERITIES, type Severity } from '#protection';
import { InvalidSettingsError } from '../settings/settings.js';

/** What all destinations of alarms have in common. */
abstract class Destination {
  /** Names the destination in the log: letters, digits and dashes. */
  @Matches(/^[a-z0-9][a-z0-9-]{0,62}$/, { message: 'name must be lower-case letters, digits and dashes.' })
  name: string;

  /** Alarms that are less bad are not sent here (default: all are sent). */
  @IsOptional()
  @IsIn(SEVERITIES)
  leastSeverity?: Severity;

  /** Alarms of other tenants are not sent here (default: those of all are sent). */
  @IsOptional()
  @IsUUID('loose', { each: true })
  tenants?: string[];
}

/** A signed POST, as https://www.standardwebhooks.com describes it. */
export class WebhookDestination extends Destination {
  @IsIn(['webhook'])
  kind: 'webhook';

  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })
  url: string;

  /** File with the secret that signs: `whsec_` and at least 24 bytes in base64. */
  @IsString()
  @IsNotEmpty()
  secretFile: string;

  /** Whether the address may lie in a private network, and may be reached without TLS (default: neither). */
  @IsOptional()
  @IsBoolean()
  allowPrivateAddress?: boolean;
}

/** A message by SMTP. */
export class MailDestination extends Destination {
  @IsIn(['mail'])
  kind: 'mail';

  @IsString()
  @IsNotEmpty()
  server: string;

  /** Default 587. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  port?: number;

  /** `startTls` (default) and `tls` refuse a server that cannot; `none` is for a server on the same machine. */
  @IsOptional()
  @IsIn(['startTls', 'tls', 'none'])
  security?: 'startTls' | 'tls' | 'none';

  @IsOptional()
  @IsString()
  user?: string;

  /** File with the user's password. */
  @IsOptional()
  @IsString()
  passwordFile?: string;

  @IsEmail()
  from: string;

  @IsArray()
  @ArrayNotEmpty()
  @IsEmail({}, { each: true })
  to: string[];
}

/** A line of JSON appended to a file that a SIEM reads. */
export class JsonLinesDestination extends Destination {
  @IsIn(['jsonLines'])
  kind: 'jsonLines';

  @IsString()
  @IsNotEmpty()
  file: string;
}

export type AlarmDestination = WebhookDestination | MailDestination | JsonLinesDestination;

/** The file of destinations. */
export class AlarmSettings {
  /** The console’s address, so that alarms can link to what they are about. */
  @IsOptional()
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })
  consoleUrl?: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Destination, {
    keepDiscriminatorProperty: true,
    discriminator: {
      property: 'kind',
      subTypes: [
        { name: 'webhook', value: WebhookDestination },
        { name: 'mail', value: MailDestination },
        { name: 'jsonLines', value: JsonLinesDestination },
      ],
    },
  })
  destinations: AlarmDestination[];
}

const NONE: AlarmSettings = { destinations: [] };

/** Reads whom alarms are told; nobody where there is no file. Throws {@link InvalidSettingsError} that says what is wrong in it. */
export function readAlarmSettings(file: string): AlarmSettings {
  if (!existsSync(file)) return NONE;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new InvalidSettingsError(`KNOWN_GOOD_ALARMS_FILE (${file}) is not JSON.`);
  }
  const settings = plainToInstance(AlarmSettings, content as object);
  const fault = faultOf(settings);
  if (fault !== undefined) throw new InvalidSettingsError(`${file}: ${fault}`);
  return settings;
}

function faultOf(settings: AlarmSettings): string | undefined {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    return 'it must hold an object with destinations.';
  const faults = validateSync(settings, { whitelist: true, forbidNonWhitelisted: true });
  if (faults.length > 0) return faults.map((fault) => fault.toString(false, false, '', true)).join('; ');
  const { destinations } = settings;
  const known = destinations.every(({ kind }) => ['webhook', 'mail', 'jsonLines'].includes(kind));
  if (!known) return 'the kind of a destination must be webhook, mail or jsonLines.';
  if (new Set(destinations.map(({ name }) => name)).size < destinations.length)
    return 'two destinations have one name.';
  const open = destinations.find(
    (each) => each.kind === 'webhook' && !each.allowPrivateAddress && !each.url.startsWith('https:'),
  );
  return open && `${open.name} must be reached by https, or be allowed to lie in a private network.`;
}
