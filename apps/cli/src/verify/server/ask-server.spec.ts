import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CannotVerify } from '../cannot-verify.js';
import { askServer } from './ask-server.js';

let server: Server;
let answer: RequestListener;
const requests: string[] = [];
beforeEach(async () => {
  requests.length = 0;
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
});

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const ask = (address = url()) => askServer({ url: address, token: 'secret' })('{ one }', {});
const answering =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);

describe('a question to a server', () => {
  test.each(['', '/', '/graphql', '/graphql/'])(
    'goes to its API, whether it is named by %j',
    async (path) => {
      answer = answering(200, '{"data":{"one":{"two":3}}}');
      expect(await ask(`${url()}${path}`)).toEqual({ two: 3 });
      expect(requests).toEqual(['POST /graphql Bearer secret']);
    },
  );

  test.each([
    ['the token', 401, ''],
    ['the question', 400, '{"errors":[{"message":"Cannot query field one"}]}'],
    ['what it is', 200, '<html>'],
    ['the field', 200, '{"data":{"one":null},"errors":[{"message":"No."}]}'],
    ['anything', 500, ''],
  ])('cannot be verified where the server does not take %s', async (_what, status, body) => {
    answer = answering(status, body);
    await expect(ask()).rejects.toThrow(CannotVerify);
  });

  test('repeats what the server says against it', async () => {
    answer = answering(400, '{"errors":[{"message":"Cannot query field one"}]}');
    await expect(ask()).rejects.toThrow('Cannot query field one');
  });

  test('never follows to another server', async () => {
    answer = (_request, response) => response.writeHead(307, { location: `${url()}/elsewhere` }).end();
    await expect(ask()).rejects.toThrow(CannotVerify);
    expect(requests).toHaveLength(1);
  });

  test('cannot be verified where nobody listens', async () => {
    const address = url();
    server.close();
    await expect(ask(address)).rejects.toThrow('cannot be reached');
  });
});
