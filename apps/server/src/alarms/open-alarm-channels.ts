import { readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { AlarmNotTold, type Alarm, type AlarmChannel } from '#jobs';
import { SEVERITIES } from '#protection';
import { systemClock } from '#runtime';
import { InvalidSettingsError } from '../settings/settings.js';
import { type AlarmDestination, type AlarmSettings } from './alarm-destinations.js';
import { messageOf, type AlarmMessage } from './alarm-message.js';
import { sendMail } from './mail-channel.js';
import { postWebhook } from './webhook-channel.js';

const SECRET = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;

type Send = (
  told: { readonly id: string; readonly message: AlarmMessage },
  signal: AbortSignal,
) => Promise<void>;

/** Opens the destinations of the settings. Throws {@link InvalidSettingsError} where a secret is missing or too short. */
export function openAlarmChannels({ destinations, consoleUrl }: AlarmSettings): readonly AlarmChannel[] {
  return destinations.map((destination) => {
    const send = senderOf(destination);
    const least = SEVERITIES.indexOf(destination.leastSeverity ?? 'low');
    const tenants = destination.tenants?.map((id) => id.toLowerCase());
    return {
      name: destination.name,
      wants: ({ severity, tenantId }: Alarm) =>
        SEVERITIES.indexOf(severity) >= least && (tenants?.includes(tenantId) ?? true),
      tell: (alarm: Alarm, signal: AbortSignal) =>
        send({ id: alarm.id, message: messageOf(alarm, consoleUrl) }, signal),
    };
  });
}

function senderOf(destination: AlarmDestination): Send {
  switch (destination.kind) {
    case 'webhook': {
      const { url, secretFile, allowPrivateAddress = false } = destination;
      const secret = secretIn(secretFile);
      if (!SECRET.test(secret))
        throw new InvalidSettingsError(
          `${secretFile} must hold whsec_ and at least 24 random bytes in base64.`,
        );
      const options = { url, secret, allowPrivateAddress };
      return (told, signal) => postWebhook(options, { ...told, now: systemClock.now() }, signal);
    }
    case 'mail': {
      const { passwordFile } = destination;
      const password = passwordFile === undefined ? undefined : secretIn(passwordFile);
      return (told) => sendMail(destination, password, told);
    }
    case 'jsonLines':
      return async ({ message }) => {
        try {
          await appendFile(destination.file, `${JSON.stringify(message)}\n`, { mode: 0o600 });
        } catch (error) {
          throw new AlarmNotTold((error as NodeJS.ErrnoException).code ?? 'notWritable');
        }
      };
    default:
      return destination satisfies never;
  }
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new InvalidSettingsError(`The secret of an alarm destination, ${file}, cannot be read.`);
  }
}
