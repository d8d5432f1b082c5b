import { createTransport } from 'nodemailer';
import { AlarmNotTold } from '#jobs';
import type { MailDestination } from './alarm-destinations.js';
import { letterOf, type AlarmMessage } from './alarm-message.js';

const TIMEOUT_MS = 30_000;

/** Sends a message by SMTP; the same alarm has the same Message-ID. Throws {@link AlarmNotTold} unless the server has taken it. */
export async function sendMail(
  destination: MailDestination,
  password: string | undefined,
  { id, message }: { readonly id: string; readonly message: AlarmMessage },
): Promise<void> {
  const { server, port = 587, security = 'startTls', user, from, to } = destination;
  const transport = createTransport({
    host: server,
    port,
    secure: security === 'tls',
    requireTLS: security === 'startTls',
    ignoreTLS: security === 'none',
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
  });
  try {
    await transport.sendMail({ messageId: `<${id}@known-good>`, from, to, ...letterOf(message) });
  } catch (error) {
    throw new AlarmNotTold(codeOf(error));
  } finally {
    transport.close();
  }
}

/** The kind of trouble, or the server's number; its words could hold anything. */
function codeOf(error: unknown): string {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  if (typeof responseCode === 'number') return `status ${responseCode}`;
  return typeof code === 'string' ? code : 'notReachable';
}
