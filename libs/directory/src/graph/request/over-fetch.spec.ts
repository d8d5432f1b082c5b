import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { countedIds } from '#runtime';
import { staticTokens } from '../tokens/token-source.js';
import { get, type GraphRequest } from './graph-request.js';
import { overFetch } from './over-fetch.js';

const never = new AbortController().signal;
const servers: Server[] = [];

async function serverOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const clientOf = (origin: string, longestRequestMs = 5_000) =>
  overFetch({ origin, tokens: staticTokens('secret'), ids: countedIds(), fetch, longestRequestMs });
const read = get('/v1.0/users', { lane: 'identity' });
const write: GraphRequest = { ...read, method: 'PATCH', effect: 'write', body: { city: 'Oslo' } };

describe('a request over the network', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  it('carries its token, an id of its own, and takes compressed answers', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const origin = await serverOf((request, response) => {
      seen.push(request.headers);
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{"value":[]}'));
    });
    expect(await clientOf(origin).send(read, never)).toEqual({
      reply: 'answered',
      status: 200,
      body: { value: [] },
    });
    expect(seen[0]).toMatchObject({
      authorization: 'Bearer secret',
      'accept-encoding': 'gzip',
      'client-request-id': '00000000-0000-4000-8000-000000000001',
    });
  });

  it('says how urgent it is, and hears what the answer says of the quotas', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const origin = await serverOf((request, response) => {
      seen.push(request.headers);
      response
        .writeHead(429, {
          'x-ms-resource-unit': '3',
          'x-ms-throttle-limit-percentage': '1.2',
          'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
        })
        .end('{}');
    });
    const client = clientOf(origin);
    expect(await client.send({ ...read, priority: 'low' }, never)).toMatchObject({
      quota: { resourceUnits: 3, usedShare: 1.2, exceeded: 'resourceUnits' },
    });
    await client.send({ ...write, priority: 'high' }, never);
    await client.send(read, never);
    expect(seen.map((headers) => headers['x-ms-throttle-priority'])).toEqual(['Low', 'High', undefined]);
  });

  it.each(['', 'much', '-1', '1e9', 'NaN'])('hears no quota where the answer says "%s"', async (text) => {
    const origin = await serverOf((_, response) =>
      response
        .writeHead(200, { 'x-ms-resource-unit': text, 'x-ms-throttle-limit-percentage': text })
        .end('{}'),
    );
    expect(await clientOf(origin).send(read, never)).not.toHaveProperty('quota');
  });

  it('never follows a redirect: the token stays with the host it is for', async () => {
    let visited = 0;
    const elsewhere = await serverOf((_, response) => {
      visited += 1;
      response.end('{}');
    });
    const origin = await serverOf((_, response) => response.writeHead(302, { Location: elsewhere }).end());
    expect(await clientOf(origin).send(read, never)).toMatchObject({ reply: 'answered', status: 302 });
    expect(visited).toBe(0);
  });

  it.each(['//127.0.0.2/v1.0/users', 'http://169.254.169.254/metadata', '\\\\evil.example\\'])(
    'never leaves for another host: %s',
    async (path) => {
      const origin = await serverOf((_, response) => response.end('{}'));
      expect(await clientOf(origin).send({ ...read, path }, never)).toEqual({
        reply: 'notSent',
        code: 'foreignOrigin',
      });
    },
  );

  it('was surely not sent when nobody listens', async () => {
    const origin = await serverOf(() => undefined);
    const [server] = servers.splice(0);
    server?.close();
    expect(await clientOf(origin).send(write, never)).toEqual({ reply: 'notSent', code: 'network' });
  });

  it('is lost when the connection breaks before the answer, or in the midst of it', async () => {
    const cut = await serverOf((request) => request.socket.destroy());
    expect(await clientOf(cut).send(write, never)).toEqual({ reply: 'lost', code: 'network' });
    const torn = await serverOf((request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"value":[');
      setImmediate(() => request.socket.destroy());
    });
    expect(await clientOf(torn).send(write, never)).toEqual({ reply: 'lost', code: 'network' });
  });

  it('is lost when the answer does not come in time, or the caller stops waiting', async () => {
    const origin = await serverOf(() => undefined);
    expect(await clientOf(origin, 50).send(write, never)).toEqual({ reply: 'lost', code: 'timeout' });
    const control = new AbortController();
    const reply = clientOf(origin).send(write, control.signal);
    setTimeout(() => control.abort(), 50);
    expect(await reply).toEqual({ reply: 'lost', code: 'aborted' });
  });

  it('is lost when the answer is no JSON, or has no end', async () => {
    const html = await serverOf((_, response) => response.end('<html>'));
    expect(await clientOf(html).send(read, never)).toEqual({ reply: 'lost', code: 'unreadableAnswer' });
    const chunk = Buffer.alloc(2 ** 20, ' ');
    const endless = await serverOf((request, response) => {
      const pour = (): void => {
        while (!request.socket.destroyed && response.write(chunk));
        if (!request.socket.destroyed) response.once('drain', pour);
      };
      pour();
    });
    expect(await clientOf(endless, 20_000).send(read, never)).toEqual({
      reply: 'lost',
      code: 'answerTooLarge',
    });
  });

  it('passes on the claims of a challenge and the time to come back', async () => {
    const claims = Buffer.from('{"access_token":{}}').toString('base64');
    const origin = await serverOf((_, response) =>
      response
        .writeHead(401, { 'WWW-Authenticate': `Bearer claims="${claims}"`, 'Retry-After': '7' })
        .end('{"error":{}}'),
    );
    expect(await clientOf(origin).send(read, never)).toMatchObject({
      claims: '{"access_token":{}}',
      retryAfter: '7',
    });
  });
});
