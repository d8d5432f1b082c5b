import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack, Suite } from '../attack.ts';
import type { RunningProduct } from '../running-product.ts';

/** S10: secrets and directory values looked for where they must not be. */
export async function secrets(product: RunningProduct): Promise<Suite> {
  const token = await product.issuer.token();
  const key = readFileSync(join(product.folder, 'vault.key'), 'utf8').trim();
  const response = await fetch(`${product.simulatorUrl}/v1.0/users?$top=20`, {
    headers: { authorization: 'Bearer test' },
  });
  const { value } = (await response.json()) as { value: { userPrincipalName: string }[] };
  const names = value.map(({ userPrincipalName }) => userPrincipalName);
  const files = readdirSync(product.folder).filter((name) => name.startsWith('events.sqlite'));
  const events = Buffer.concat(files.map((name) => readFileSync(join(product.folder, name)))).toString(
    'latin1',
  );
  const vault = vaultBytes(join(product.folder, 'vault'));
  const health = await Promise.all(
    ['/health', '/health/live', '/health/ready'].map((path) => product.http(path)),
  );
  const shown = health.map(({ text }) => text).join();
  const absent = (what: string, text: string, found: readonly string[]): Attack => ({
    what,
    refused: () =>
      text !== '' && found.length > 0 && found.every((each) => each !== '' && !text.includes(each)),
  });
  const commands = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return {
    name: 'S10 secrets',
    attacks: [
      absent('tokens in the log', product.log(), ['eyJ', token]),
      absent('the vault’s key in the log', product.log(), [key]),
      absent('names of users in the log', product.log(), names),
      absent('tokens in the events', events, ['eyJhbGciOi', token]),
      absent('the vault’s key in the events', events, [key]),
      absent('names of users in the events', events, names),
      absent('names of users in the vault’s files', vault, names),
      absent('the vault’s key in its files', vault, [key, Buffer.from(key, 'hex').toString('latin1')]),
      absent('the vault’s key or a token in the command lines', commands, [key, token]),
      absent('anything of a tenant in the health answers', shown, [
        ...names,
        key,
        'aaaaaaaa-0000',
        product.folder,
      ]),
    ],
  };
}

function vaultBytes(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('');
}
