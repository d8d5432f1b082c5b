import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { useAgent } from 'request-filtering-agent';
import { Webhook } from 'standardwebhooks';
import { AlarmNotTold } from '#jobs';
import type { AlarmMessage } from './alarm-message.js';

const TIMEOUT_MS = 15_000;

interface WebhookOptions {
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  readonly allowPrivateAddress: boolean;
}

/**
 * Posts a message as https://github.com/standard-webhooks/standard-webhooks describes it: signed, with an id by which a
 * repetition is known. The address is judged after its name has been resolved, and redirects are not followed.
 * Throws {@link AlarmNotTold} unless the answer is one of success; a destination that says 410 is not tried again.
 */
export async function postWebhook(
  { url, secret, allowPrivateAddress }: WebhookOptions,
  { id, message, now }: { readonly id: string; readonly message: AlarmMessage; readonly now: Date },
  signal: AbortSignal,
): Promise<void> {
  const body = JSON.stringify(message);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'known-good',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  // The agent looks at the address that the connection is really made to.
  const agent = useAgent(url, { allowPrivateIPAddress: allowPrivateAddress });
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  const request = send(url, { method: 'POST', headers, agent, timeout: TIMEOUT_MS, signal });
  request.end(body);
  const status = (await answered(request, signal)).statusCode ?? 0;
  if (status < 200 || status > 299) throw new AlarmNotTold(`status ${status}`, status === 410);
}

async function answered(request: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.once('timeout', () => request.destroy(new AlarmNotTold('timeout')));
  request.once('error', (error) => reject(signal.aborted ? error : notTold(error)));
  request.once('response', (response) => {
    // Whatever it says beyond its status is of no use, and is not ours to keep.
    response.resume();
    response.destroy();
    resolve(response);
  });
  return promise;
}

function notTold(error: Error & { readonly code?: string }): AlarmNotTold {
  if (error instanceof AlarmNotTold) return error;
  if (/is not allowed/.test(error.message)) return new AlarmNotTold('addressNotAllowed', true);
  return new AlarmNotTold(error.code ?? 'notReachable');
}
