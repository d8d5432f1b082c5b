import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { openTokenValidator, type TokenValidator } from '#access';
import { systemClock } from '#runtime';
import { ACCOUNTS, demoToken, passwordFile, startIssuer, type Issuer } from './index.js';
import { storedPasswords } from './secrets/passwords.js';
import { Browser } from './token/browser.js';

const TENANT = '6f1d0a52-2f10-4a3e-9d5b-0c6f8a7b1e01';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

let dataFolder: string;
let running: Issuer;
const printed: unknown[] = [];
beforeAll(async () => {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...words: unknown[]) => void printed.push(...words));
  }
  dataFolder = await mkdtemp(join(tmpdir(), 'known-good-issuer-'));
  running = await startIssuer({ port: 0, dataFolder, tenantId: TENANT });
});
afterAll(async () => {
  await running.close();
  await rm(dataFolder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

describe('the demonstration tokens', () => {
  test.each(ACCOUNTS)(
    'let the API know $displayName and the role',
    async ({ name, objectId, displayName }) => {
      const token = await demoToken({ issuer: running.issuer, dataFolder, account: name });
      expect(await validator(running.issuer).validate(token)).toEqual({
        tenantId: TENANT,
        objectId,
        name: displayName,
        roles: [name],
        applicationId: 'known-good-cli',
        expiresAt: expect.any(Date),
      });
    },
  );

  test('are signed by RS256 and good for an hour', async () => {
    const token = await demoToken({ issuer: running.issuer, dataFolder, account: 'reader' });
    const { iat = 0, nbf, exp = 0, aud, scp } = decodeJwt(token);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect([nbf, exp - iat]).toEqual([iat, 3_600]);
    expect([aud, scp]).toEqual(['api://known-good', 'access_as_user']);
  });

  test('are refused by an API of another audience, tenant, or client list', async () => {
    const token = await demoToken({ issuer: running.issuer, dataFolder, account: 'administrator' });
    const other = (change: object) => validator(running.issuer, change).validate(token);
    expect(await other({ audience: 'api://other' })).toMatchObject({ code: 'AudienceWrong' });
    expect(await other({ tenants: [] })).toMatchObject({ code: 'TenantNotAllowed' });
    expect(await other({ allowedClientIds: ['known-good-console'] })).toMatchObject({
      code: 'ClientNotAllowed',
    });
  });

  test('stay good when the issuer is started again', async () => {
    const port = Number(new URL(running.issuer).port);
    const token = await demoToken({ issuer: running.issuer, dataFolder, account: 'reader' });
    await running.close();
    running = await startIssuer({ port, dataFolder, tenantId: TENANT });
    expect(await validator(running.issuer).validate(token)).toMatchObject({ roles: ['reader'] });
  });

  test('are not to be had under another name, from nowhere, or with a wrong password', async () => {
    const issuer = running.issuer;
    await expect(demoToken({ issuer, dataFolder, account: 'root' })).rejects.toMatchObject({ exitCode: 2 });
    const nowhere = demoToken({ issuer: 'http://127.0.0.1:9', dataFolder, account: 'reader' });
    await expect(nowhere).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching('No issuer') });
    const noData = demoToken({ issuer, dataFolder: join(dataFolder, 'none'), account: 'reader' });
    await expect(noData).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching('--data') });
    await withChangedPasswords(async () => {
      await expect(demoToken({ issuer, dataFolder, account: 'reader' })).rejects.toMatchObject({
        exitCode: 4,
      });
    });
  });
});

describe('the issuer', () => {
  test('keeps its secrets from other users of the machine', async () => {
    for (const file of ['keys.json', 'passwords.json']) {
      expect((await stat(join(dataFolder, file))).mode & 0o777).toBe(0o600);
    }
  });

  test('says which file is damaged, and nothing of what is in it', async () => {
    const damaged = await mkdtemp(join(tmpdir(), 'known-good-issuer-'));
    const running = await startIssuer({ port: 0, dataFolder: damaged, tenantId: TENANT });
    await running.close();
    await writeFile(passwordFile(damaged), '{"administrator":"secret"');
    const starting = startIssuer({ port: 0, dataFolder: damaged, tenantId: TENANT });
    await expect(starting).rejects.toThrow(/passwords\.json is damaged(?!.*secret)/);
    await rm(damaged, { recursive: true });
  });

  test('rejects when its port is taken', async () => {
    const port = Number(new URL(running.issuer).port);
    await expect(startIssuer({ port, dataFolder, tenantId: TENANT })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  test.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['with plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for tokens in the address', { response_type: 'token' }, 'unsupported_response_type'],
    ['for another API', { resource: 'https://graph.microsoft.com' }, 'invalid_target'],
  ])('refuses a request %s', async (_, change, error) => {
    const visit = await new Browser(running.issuer).open(authorization(change));
    const answer = new URL(visit.url);
    expect(answer.port).toBe('5173');
    expect(answer.searchParams.get('error') ?? new URLSearchParams(answer.hash.slice(1)).get('error')).toBe(
      error,
    );
  });

  test.each([
    ['another host', { redirect_uri: 'http://evil.example/callback' }],
    ['another path', { redirect_uri: 'http://localhost:5173/other' }],
    ['an unknown client', { client_id: 'someone' }],
  ])('sends nobody to %s, and says so on a page of its own', async (_, change) => {
    const response = await fetch(authorization(change), { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('This did not work');
  });

  test('asks for name and password on a page without scripts that every browser and reader can use', async () => {
    const { html, policy } = await signInPage();
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|https?:/i);
    expect(html).toMatch(/<html lang="en">[^]*<title>Sign in[^]*<h1>Sign in/);
    for (const field of ['username', 'password']) {
      expect(html).toContain(`<label for="${field}">`);
      expect(html).toContain(`id="${field}"`);
    }
  });

  test('lets someone who is signed in continue to the console, at any port of this machine', async () => {
    const browser = new Browser(running.issuer);
    const password = (await storedPasswords(dataFolder))?.administrator ?? '';
    const first = await browser.open(authorization({}));
    await browser.open(first.url, { username: 'administrator', password });
    const second = await browser.open(authorization({ redirect_uri: 'http://localhost:4000/callback' }));
    const end = await browser.open(`${second.url}/continue`, {});
    expect(end.url).toMatch(/^http:\/\/localhost:4000\/callback\?code=/);
    expect(await tokenFor(end.url, 'http://localhost:4000/callback')).toMatchObject({
      azp: 'known-good-console',
      roles: ['Backup.Admin'],
    });
  });

  test('does not let anyone continue who has not signed in', async () => {
    const browser = new Browser(running.issuer);
    const { url } = await browser.open(authorization({}));
    expect((await browser.open(`${url}/continue`, {})).url).toBe(url);
    const stranger = await new Browser(running.issuer).open(url, { username: 'reader', password: '' });
    expect(stranger.status).toBe(400);
  });

  test('signs a device in by its code', async () => {
    const device = await postForm('/device/auth', {
      client_id: 'known-good-cli',
      scope: 'openid access_as_user',
    });
    const poll = () =>
      postForm('/token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: 'known-good-cli',
        device_code: device['device_code'] ?? '',
      });
    expect(await poll()).toMatchObject({ error: 'authorization_pending' });
    const person = new Browser(running.issuer);
    const userCode = device['user_code'] ?? '';
    const entry = await person.open(`${running.issuer}/device`);
    expect(entry.body).toMatch(/aria-label="Code"(?![^>]*onfocus)/);
    const confirmation = await person.open(entry.url, { ...hidden(entry.body), user_code: userCode });
    expect(confirmation.body).toContain(`<code>${userCode}</code>`);
    const signIn = await person.open(confirmation.url, hidden(confirmation.body));
    const password = (await storedPasswords(dataFolder))?.reader ?? '';
    const end = await person.open(signIn.url, { username: 'reader', password });
    expect(end.body).toContain('You are signed in');
    const { access_token: token = '' } = await poll();
    expect(await validator(running.issuer).validate(token)).toMatchObject({ roles: ['reader'] });
  });

  test('prints no warning and no secret', () => {
    expect(printed).toEqual([]);
  });
});

function validator(issuer: string, change: object = {}): TokenValidator {
  return openTokenValidator({
    issuer,
    tenants: [TENANT],
    audience: 'api://known-good',
    allowedClientIds: ['known-good-console', 'known-good-cli'],
    clock: systemClock,
    ...change,
  });
}

/** The address at which the console asks for a code; `undefined` leaves a parameter out. */
function authorization(change: Readonly<Record<string, string | undefined>>): string {
  const parameters = {
    client_id: 'known-good-console',
    response_type: 'code',
    redirect_uri: 'http://localhost:5173/callback',
    scope: 'openid profile access_as_user',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...change,
  };
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `${running.issuer}/auth?${new URLSearchParams(given).toString()}`;
}

/** The claims of the token that a code is good for. */
async function tokenFor(redirection: string, redirectUri: string): Promise<object> {
  const answer = await postForm('/token', {
    grant_type: 'authorization_code',
    client_id: 'known-good-console',
    redirect_uri: redirectUri,
    code: new URL(redirection).searchParams.get('code') ?? '',
    code_verifier: VERIFIER,
  });
  return decodeJwt(answer['access_token'] ?? '');
}

async function postForm(path: string, form: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(running.issuer + path, { method: 'POST', body: new URLSearchParams(form) });
  return (await response.json()) as Record<string, string>;
}

/** The hidden fields of a page's form, as a browser would send them. */
function hidden(html: string): Record<string, string> {
  const fields = html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}

async function signInPage(): Promise<{ html: string; policy: string }> {
  const started = await fetch(authorization({}), { redirect: 'manual' });
  const cookie = started.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  const location = new URL(started.headers.get('location') ?? '', running.issuer);
  const response = await fetch(location, { headers: { cookie } });
  return { html: await response.text(), policy: response.headers.get('content-security-policy') ?? '' };
}

/** Runs `act` while the password file holds other passwords than the issuer was started with. */
async function withChangedPasswords(act: () => Promise<void>): Promise<void> {
  const file = passwordFile(dataFolder);
  const original = await readFile(file, 'utf8');
  await writeFile(file, JSON.stringify({ administrator: 'wrong', reader: 'wrong' }));
  try {
    await act();
  } finally {
    await writeFile(file, original);
  }
}
