import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * What goes wrong with one request:
 * - `cutUpload`: the connection breaks when half of the body has arrived, as when the sender dies.
 * - `garble`: a byte of the body is another one when it arrives.
 * - `loseAnswer`: the service does what it was asked, and its answer never arrives.
 * - `cutAnswer`: the connection breaks when half of the answer's body has arrived.
 * - `silence`: nothing arrives and nothing comes back.
 * - `busy`: the service answers that it is busy.
 * - a function: runs first, then all goes well.
 */
export type LinkFault =
  'cutUpload' | 'garble' | 'loseAnswer' | 'cutAnswer' | 'silence' | 'busy' | (() => Promise<unknown>);

/** A loopback port before another one, at which requests go wrong as planned. */
export interface FaultyLink {
  readonly port: number;
  /** Requests that came in, as `METHOD`. */
  readonly requests: readonly string[];
  /** Plans the faults of the next requests of a method, one each; the last is for all that follow where `always`. */
  plan(method: string, faults: readonly LinkFault[], always?: 'always'): void;
  close(): Promise<void>;
}

/** Opens a link to a port, which works well until a fault is planned. */
export async function faultyLink(target: number): Promise<FaultyLink> {
  const plans = new Map<string, { faults: LinkFault[]; always: boolean }>();
  const requests: string[] = [];
  const nextFault = (method: string): LinkFault | undefined => {
    const plan = plans.get(method);
    return plan?.always && plan.faults.length === 1 ? plan.faults[0] : plan?.faults.shift();
  };
  const server = createServer((incoming, answer) => {
    const method = incoming.method ?? '';
    requests.push(method);
    pass(incoming, answer, target, nextFault(method)).catch(() => answer.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The link has no port.');
  return {
    port: address.port,
    requests,
    plan: (method, faults, always) =>
      void plans.set(method, { faults: [...faults], always: always !== undefined }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function pass(
  incoming: IncomingMessage,
  answer: ServerResponse,
  target: number,
  fault: LinkFault | undefined,
): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync<Buffer>(incoming));
  if (fault === 'silence') return;
  if (fault === 'busy') {
    answer.writeHead(503, { 'x-ms-error-code': 'ServerBusy' }).end();
    return;
  }
  if (typeof fault === 'function') await fault();
  if (fault === 'garble') body[0] = (body[0] ?? 0) ^ 1;
  const { method, url: path, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port: target, method, path, headers, agent: false });
  if (fault === 'cutUpload') {
    onward.on('error', () => undefined);
    onward.write(body.subarray(0, body.length / 2), () => onward.destroy());
    answer.destroy();
    return;
  }
  onward.end(body);
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    onward.once('response', resolve).once('error', reject);
  });
  const replyBody = Buffer.concat(await Array.fromAsync<Buffer>(reply));
  if (fault === 'loseAnswer') {
    answer.destroy();
    return;
  }
  answer.writeHead(reply.statusCode ?? 500, reply.rawHeaders);
  if (fault === 'cutAnswer')
    answer.write(replyBody.subarray(0, replyBody.length / 2), () => answer.destroy());
  else answer.end(replyBody);
}
