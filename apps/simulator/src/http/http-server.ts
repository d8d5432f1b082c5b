import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { Json } from '#catalogue';
import { GraphError, malformed } from '../graph/graph-error.js';
import type { GraphRequest, GraphResponse, Handler } from '../graph/message.js';

const BODY_BYTES_AT_MOST = 4 * 1024 * 1024;
const COMPRESS_FROM_BYTES = 1024;
const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
const compress = promisify(gzip);

/** Answers what is outside Graph's paths; `undefined` where it is nothing it knows. */
export type SideHandler = (path: string, headers: GraphRequest['headers']) => GraphResponse | undefined;

/** Puts a handler behind HTTP/1.1: reads and parses requests, writes answers, compressed when asked. */
export function httpServer(handle: Handler, aside: SideHandler): Server {
  return createServer((incoming, outgoing) => {
    answer(incoming, handle, aside)
      .then((response) => write(incoming, outgoing, response))
      .catch((error: unknown) => {
        // A bug of the simulator, or a client that went away: nothing sensible is left to say on this connection.
        outgoing.destroy(error instanceof Error ? error : undefined);
      });
  });
}

async function answer(
  incoming: IncomingMessage,
  handle: Handler,
  aside: SideHandler,
): Promise<GraphResponse> {
  const headers = headersOf(incoming);
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const side = aside(path, headers);
  if (side) return side;
  const [, version, rest = ''] = /^\/+(v1\.0|beta)(\/.*)?$/i.exec(path) ?? [];
  const { body, problem } = await readBody(incoming);
  const refusal = version === undefined ? malformed(`Invalid version: ${path.split('/')[1] ?? ''}`) : problem;
  return handle({
    method: incoming.method ?? 'GET',
    version: version?.toLowerCase() === 'beta' ? 'beta' : 'v1.0',
    path: rest.replace(/\/+$/, ''),
    query,
    headers,
    body,
    origin: originOf(headers),
    ...(refusal ? { problem: refusal } : {}),
  });
}

/** As the client knows it: in front of the simulator there may be a proxy, for TLS. */
function originOf(headers: GraphRequest['headers']): string {
  const host = headers['x-forwarded-host'] ?? headers['host'] ?? 'localhost';
  return `${headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'}://${host}`;
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

async function readBody(
  incoming: IncomingMessage,
): Promise<{ readonly body: Json | undefined; readonly problem?: GraphError }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_BYTES_AT_MOST) chunks.push(chunk);
  }
  if (size > BODY_BYTES_AT_MOST)
    return {
      body: undefined,
      problem: new GraphError(413, 'RequestEntityTooLarge', 'The request body is too large.'),
    };
  try {
    const text = decompressed(Buffer.concat(chunks), incoming.headers['content-encoding']).toString('utf8');
    return { body: text.trim() === '' ? undefined : (JSON.parse(text) as Json) };
  } catch {
    const message =
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';
    return { body: undefined, problem: malformed(message) };
  }
}

/** Some clients compress what they send. */
function decompressed(bytes: Buffer, encoding: string | undefined): Buffer {
  return encoding === 'gzip' ? gunzipSync(bytes, { maxOutputLength: BODY_BYTES_AT_MOST }) : bytes;
}

async function write(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  response: GraphResponse,
): Promise<void> {
  if (response.delivery === 'lost') return void outgoing.destroy();
  const { 'content-type': type = JSON_TYPE, ...headers } = response.headers ?? {};
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  outgoing.statusCode = response.status;
  if (response.body === undefined)
    return void (response.delivery === 'cut' ? outgoing.destroy() : outgoing.end());
  outgoing.setHeader('Content-Type', type);
  const isText = type.startsWith('text/plain') && typeof response.body === 'string';
  const plain = Buffer.from(isText ? String(response.body) : JSON.stringify(response.body));
  const gzipped =
    plain.length >= COMPRESS_FROM_BYTES &&
    /\bgzip\b/i.test(String(incoming.headers['accept-encoding'] ?? ''));
  if (gzipped) outgoing.setHeader('Content-Encoding', 'gzip');
  outgoing.setHeader('Vary', 'Accept-Encoding');
  const payload = gzipped ? await compress(plain, { level: 1 }) : plain;
  outgoing.setHeader('Content-Length', payload.length);
  if (response.delivery === 'cut') cut(outgoing, payload);
  else outgoing.end(payload);
}

/** Sends the first half of an answer and closes the connection. */
function cut(outgoing: ServerResponse, payload: Buffer): void {
  outgoing.write(payload.subarray(0, payload.length >>> 1), () => outgoing.destroy());
}
