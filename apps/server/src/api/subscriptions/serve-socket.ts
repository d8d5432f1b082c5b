import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { ApiParts } from '../api-parts.js';
import type { Connection } from './subscription-protocol.js';

/** A peer that leaves one of these pings unanswered until the next is gone. */
const PING_EVERY_MS = 12_000;

/** Speaks graphql-transport-ws on one WebSocket connection until it is closed. */
export function serveSocket(
  graphql: Server<Connection>,
  { socket, request }: Pick<Connection, 'socket' | 'request'>,
  { clock, log }: Pick<ApiParts, 'clock' | 'log'>,
): void {
  const closing = new AbortController();
  const connection: Connection = { socket, request, closed: closing.signal };
  // A message that cannot be read (too long, malformed) is the peer's fault: ws has closed the connection.
  socket.on('error', () => undefined);
  const closed = graphql.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) =>
        socket.on('message', (data: Buffer) => {
          take(data.toString()).catch((error: unknown) => {
            log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'A connection met a fault.');
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          });
        }),
    },
    connection,
  );
  socket.once('close', (code, reason) => {
    closing.abort();
    void closed(code, reason.toString());
  });
  void keepAlive(socket, clock, closing.signal);
}

async function keepAlive(socket: WebSocket, clock: ApiParts['clock'], closing: AbortSignal): Promise<void> {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  while (!closing.aborted) {
    await clock.sleep(PING_EVERY_MS, closing).catch(() => undefined);
    if (closing.aborted) return;
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }
}

function send(socket: WebSocket, text: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (socket.readyState === socket.OPEN) socket.send(text, (error) => (error ? reject(error) : resolve()));
  else resolve();
  return promise;
}
