import { createHash, randomBytes } from 'node:crypto';
import { isAccountName } from '../accounts.js';
import { API_SCOPE } from '../provider-configuration.js';
import { passwordFile, storedPasswords } from '../secrets/passwords.js';
import { isObject } from '../secrets/secret-file.js';
import { Browser } from './browser.js';

/** Whose token to get, from where. */
export interface DemoTokenOptions {
  /** The address of a running issuer. */
  readonly issuer: string;
  /** The issuer's own folder: the password is read from it. */
  readonly dataFolder: string;
  /** `administrator` or `reader`. */
  readonly account: string;
}

/** No token could be had; the message tells what to do, the code is the exit code of the command. */
export class DemoTokenError extends Error {
  override readonly name = 'DemoTokenError';

  constructor(
    message: string,
    readonly exitCode: 2 | 3 | 4,
  ) {
    super(message);
  }
}

const CLIENT_ID = 'known-good-cli';
/** Nobody listens there: the code is taken from the redirection itself. */
const REDIRECT_URI = 'http://127.0.0.1/callback';

/**
 * Signs in as a demonstration account (authorisation code with PKCE, as a browser would) and resolves with the
 * access token. Rejects with a {@link DemoTokenError} where the account does not exist (exit code 2), the
 * issuer does not answer (3), or the sign-in is refused (4).
 */
export async function demoToken({ issuer, dataFolder, account }: DemoTokenOptions): Promise<string> {
  const password = await passwordOf(account, dataFolder);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const browser = new Browser(issuer);
  const signInPage = await browser
    .open(authorizationAddress(issuer, verifier, state))
    .catch((error: unknown) => {
      throw new DemoTokenError(
        `No issuer answers at ${issuer} (${reasonOf(error)}). Start the product first, or name its address with --issuer.`,
        3,
      );
    });
  const answer = await browser.open(signInPage.url, { username: account, password });
  const code = codeFrom(answer.url, state);
  if (code === undefined) {
    const [, problem = `status ${answer.status}`] = /role="alert"[^>]*>([^<]*)</.exec(answer.body) ?? [];
    throw new DemoTokenError(
      `The issuer did not accept the password in ${passwordFile(dataFolder)}: ${problem} Name the data folder of the running product with --data.`,
      4,
    );
  }
  return redeem(issuer, code, verifier);
}

async function passwordOf(account: string, dataFolder: string): Promise<string> {
  if (!isAccountName(account)) {
    throw new DemoTokenError(
      'There are three demonstration accounts: administrator, approver and reader.',
      2,
    );
  }
  const passwords = await storedPasswords(dataFolder);
  const password = passwords?.[account];
  if (password !== undefined) return password;
  throw new DemoTokenError(
    `There is no ${passwordFile(dataFolder)}, or no password of the account in it. Start the product first, or name its data folder with --data.`,
    3,
  );
}

function authorizationAddress(issuer: string, verifier: string, state: string): string {
  const address = new URL('/auth', issuer);
  address.search = new URLSearchParams({
    client_id: CLIENT_ID,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: `openid ${API_SCOPE}`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
  }).toString();
  return address.href;
}

function codeFrom(address: string, state: string): string | undefined {
  const { origin, pathname, searchParams } = new URL(address);
  if (origin + pathname !== REDIRECT_URI || searchParams.get('state') !== state) return undefined;
  return searchParams.get('code') ?? undefined;
}

async function redeem(issuer: string, code: string, verifier: string): Promise<string> {
  const response = await fetch(new URL('/token', issuer), {
    method: 'POST',
    redirect: 'error',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT_URI,
      code,
      code_verifier: verifier,
    }),
  });
  const body: unknown = await response.json();
  if (isObject(body) && typeof body['access_token'] === 'string') return body['access_token'];
  throw new DemoTokenError(`The issuer gave no token (status ${response.status}). Try again.`, 4);
}

/** The system's word for what kept a request from being answered, such as ECONNREFUSED. */
function reasonOf(error: unknown): string {
  const cause = isObject(error) ? error['cause'] : undefined;
  return isObject(cause) && typeof cause['code'] === 'string' ? cause['code'] : 'no connection';
}
