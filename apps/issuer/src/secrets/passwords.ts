import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ACCOUNTS, type AccountName } from '../accounts.js';
import { isObject, readOrCreateSecrets, readSecrets } from './secret-file.js';

/** Each demonstration account's password. A file of before there were approvers has none for them. */
export type Passwords = Readonly<Record<Exclude<AccountName, 'approver'>, string>> & {
  readonly approver?: string;
};

/** The file that holds the passwords, for the person at this machine to read. */
export function passwordFile(dataFolder: string): string {
  return join(dataFolder, 'passwords.json');
}

/** The passwords of the demonstration accounts, made at random at the first start. */
export function loadPasswords(dataFolder: string): Promise<Passwords> {
  return readOrCreateSecrets(passwordFile(dataFolder), isPasswords, async () => ({
    administrator: randomPassword(),
    approver: randomPassword(),
    reader: randomPassword(),
  }));
}

/** The passwords as they stand, `undefined` before the issuer's first start. */
export function storedPasswords(dataFolder: string): Promise<Passwords | undefined> {
  return readSecrets(passwordFile(dataFolder), isPasswords);
}

/** 144 random bits in 24 characters. */
function randomPassword(): string {
  return randomBytes(18).toString('base64url');
}

function isPasswords(contents: unknown): contents is Passwords {
  if (!isObject(contents)) return false;
  return ACCOUNTS.every(({ name }) =>
    name === 'approver' && contents[name] === undefined
      ? true
      : typeof contents[name] === 'string' && contents[name] !== '',
  );
}
