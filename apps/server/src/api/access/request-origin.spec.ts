import { describe, expect, it } from '@jest/globals';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { countedIds } from '#runtime';
import { addressOf, bearerToken, correlationIdOf } from './request-origin.js';

function requestWith(headers: Record<string, string>): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: '192.0.2.1' });
  return Object.assign(new IncomingMessage(socket), { headers });
}

describe('the address of a request', () => {
  const forwarded = { 'x-forwarded-for': '198.51.100.66, 203.0.113.9, 10.0.0.2' };

  it.each<[string, number, Record<string, string>, string]>([
    ['the peer’s own where no proxy is trusted', 0, forwarded, '192.0.2.1'],
    ['what the only proxy has seen', 1, forwarded, '10.0.0.2'],
    ['what the outer of two proxies has seen', 2, forwarded, '203.0.113.9'],
    ['the peer’s own where the proxies named none', 1, {}, '192.0.2.1'],
    ['the peer’s own where they named no address', 1, { 'x-forwarded-for': 'x\u2028forged' }, '192.0.2.1'],
    ['the peer’s own where there are fewer than said', 5, forwarded, '192.0.2.1'],
    ['an IPv6 address as well', 1, { 'x-forwarded-for': '2001:db8::7' }, '2001:db8::7'],
  ])('is %s', (_what, proxies, headers, address) => {
    expect(addressOf(requestWith(headers), proxies)).toBe(address);
  });
});

describe('a correlation id', () => {
  it('is the caller’s where it is a UUID, in lower case', () => {
    const request = requestWith({ 'x-correlation-id': 'ABCDEF00-0000-4000-8000-000000000000' });
    expect(correlationIdOf(request, countedIds())).toBe('abcdef00-0000-4000-8000-000000000000');
  });

  it.each(['', 'a, b', '\u001b[31m', 'abcdef00-0000-4000-8000-000000000000x'])(
    'is a new one instead of %j',
    (given) => {
      const request = requestWith({ 'x-correlation-id': given });
      expect(correlationIdOf(request, countedIds())).toBe('00000000-0000-4000-8000-000000000001');
    },
  );
});

describe('a bearer token', () => {
  it.each<[unknown, string | undefined]>([
    ['Bearer abc', 'abc'],
    ['BEARER abc', 'abc'],
    ['Bearer ', undefined],
    ['Bearer a b', undefined],
    ['abc', undefined],
    [undefined, undefined],
    [42, undefined],
  ])('of %j is %j', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });
});
