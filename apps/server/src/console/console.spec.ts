import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { HealthModule } from '../health/health.module.js';
import { ConsoleModule } from './console.module.js';
import { signInSettings } from './sign-in-settings.js';

const PAGE = '<meta name="style-nonce" nonce="__NONCE__" /><script src="/assets/main-1.js"></script>';
const SCRIPT = 'console.log("known good");';
const signIn = signInSettings(
  { issuer: 'http://127.0.0.1:4001', audience: 'api://known-good', allowedClientIds: ['known-good-console'] },
  ['c0ffee00-5eed-4bad-900d-000000000001'],
);

let folder: string;
let app: INestApplication<Server>;

async function serve(from: string): Promise<INestApplication<Server>> {
  const health = { isReady: () => true, rebuilding: () => undefined };
  const module = await Test.createTestingModule({
    imports: [HealthModule.register(health), ConsoleModule.register(signIn, from)],
  }).compile();
  const served = module.createNestApplication<INestApplication<Server>>({ logger: false });
  await served.listen(0, '127.0.0.1');
  return served;
}

function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  of = app,
): Promise<Response> {
  const { port } = of.getHttpServer().address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, { headers, method });
}

const html = { accept: 'text/html,application/xhtml+xml' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'known-good-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'assets/main-1.js'), SCRIPT);
  await writeFile(join(folder, 'assets/main-1.js.br'), brotliCompressSync(SCRIPT));
  app = await serve(folder);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

describe('the console’s page', () => {
  it.each(['/', '/backups', '/reports/1?change=user%2F2', '/recoveries/1.2'])(
    'is shown to a browser at %s',
    async (address) => {
      const response = await ask(address, html);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await response.text()).toContain('/assets/main-1.js');
    },
  );

  it('is shown at the root to whoever takes anything', async () => {
    expect((await ask('/', { accept: '*/*' })).headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await ask('/', { accept: 'application/json' })).status).toBe(404);
  });

  it('bears another nonce in each answer, the one that its policy names', async () => {
    const nonces = new Set<string>();
    for (let look = 0; look < 3; look += 1) {
      const response = await ask('/', html);
      const [, nonce = ''] = /nonce="([^"]+)"/.exec(await response.text()) ?? [];
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('is held to its own files and to the issuer, without exception', async () => {
    const { headers } = await ask('/', html);
    const policy = (headers.get('content-security-policy') ?? '').replace(/nonce-[^']+/, 'nonce');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce'",
      "img-src 'self'",
      "connect-src 'self' http://127.0.0.1:4001",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('takes the place of nothing that answers', async () => {
    expect(await (await ask('/health/live', html)).json()).toEqual({ status: 'live' });
  });

  it.each([
    ['a program', { accept: 'application/json' }, 'GET'],
    ['a form', html, 'POST'],
  ])('is not shown to %s', async (_who, headers, method) => {
    const response = await ask('/backups', headers, method);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ statusCode: 404 });
  });

  it('is left out where the console has not been built', async () => {
    const bare = await serve(join(folder, 'nowhere'));
    expect((await ask('/', html, 'GET', bare)).status).toBe(404);
    expect((await ask('/assets/main-1.js', {}, 'GET', bare)).status).toBe(404);
    await bare.close();
  });
});

describe('the console’s files', () => {
  it('are sent as they were compressed, and kept for good', async () => {
    const response = await ask('/assets/main-1.js', { 'accept-encoding': 'br' });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(response.headers.get('cache-control')).toBe('public,max-age=31536000,immutable');
    expect(await response.text()).toBe(SCRIPT);
  });

  it('are sent as they are to whoever cannot read that', async () => {
    const response = await ask('/assets/main-1.js', { 'accept-encoding': 'identity' });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe(SCRIPT);
  });

  it.each(['/assets/main-2.js', '/assets/..%2findex.html', '/assets/%2e%2e/index.html'])(
    'are nothing else: %s is not found',
    async (address) => {
      expect((await ask(address)).status).toBe(404);
    },
  );
});

describe('how to sign in', () => {
  it('is told to anyone', async () => {
    expect(await (await ask('/console/sign-in')).json()).toEqual({
      authority: 'http://127.0.0.1:4001',
      issuer: 'http://127.0.0.1:4001',
      clientId: 'known-good-console',
      scope: 'openid profile offline_access access_as_user',
    });
  });

  it('follows from whose tokens of Microsoft Entra are accepted', () => {
    const entra = {
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      audience: '11111111-2222-4333-8444-555555555555',
      allowedClientIds: ['66666666-7777-4888-8999-000000000000', 'another'],
    };
    const scope = 'openid profile offline_access 11111111-2222-4333-8444-555555555555/access_as_user';
    const clientId = '66666666-7777-4888-8999-000000000000';
    expect(signInSettings(entra, ['tenant-1'])).toEqual({
      authority: 'https://login.microsoftonline.com/tenant-1/v2.0',
      issuer: 'https://login.microsoftonline.com/tenant-1/v2.0',
      clientId,
      scope,
    });
    expect(signInSettings(entra, ['tenant-1', 'tenant-2'])).toEqual({
      authority: 'https://login.microsoftonline.com/organizations/v2.0',
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      clientId,
      scope,
    });
  });

  it('is nothing where no client may call', () => {
    expect(
      signInSettings({ issuer: 'http://127.0.0.1', audience: 'a', allowedClientIds: [] }, []),
    ).toBeUndefined();
  });
});
