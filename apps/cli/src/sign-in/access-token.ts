import { CommandEnd, EXIT } from '../exit-codes.js';
import { Issuer } from './issuer.js';
import type { StoredSignIns } from './stored-sign-ins.js';

type Env = Readonly<Record<string, string | undefined>>;

/** A token that ends sooner than this is renewed before it is used. */
const RENEWED_BEFORE_MS = 60_000;

/**
 * The access token for a server: that of the variable `KNOWN_GOOD_TOKEN` (or `TOKEN`), else that of the sign-in, renewed
 * where it is about to end. Throws {@link CommandEnd} where there is none.
 */
export async function accessToken(server: string, signIns: StoredSignIns, env: Env): Promise<string> {
  const given = env['KNOWN_GOOD_TOKEN'] || env['TOKEN'];
  if (given) return given;
  const signIn = await signIns.of(server);
  if (signIn && signIn.expiresAt - Date.now() > RENEWED_BEFORE_MS) return signIn.accessToken;
  const renewed = signIn && (await (await Issuer.of(server, signIn.clientId)).renew(signIn));
  if (renewed === undefined)
    throw new CommandEnd(
      EXIT.notSignedIn,
      'NotSignedIn',
      `You are not signed in at ${server}. Sign in: known-good login --server ${server}`,
    );
  await signIns.keep(server, renewed);
  return renewed.accessToken;
}
