import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TenantContent } from './tenant-content.ts';

const SCRIPT = fileURLToPath(new URL('tenant-pages.ts', import.meta.url));

/** A made-up tenant that serves its pages in a process of its own. */
export interface TenantProcess extends TenantContent {
  readonly url: string;
  /** From now on so many users are told as changed. */
  change(users: number): Promise<void>;
  /** The requests since the last call. */
  asked(): Promise<readonly Asked[]>;
  close(): void;
}

export interface Asked {
  readonly path: string;
  readonly body?: string;
}

/** Makes a tenant of so many objects; resolves once all its pages are made. */
export async function startTenant(objects: number): Promise<TenantProcess> {
  const child = fork(SCRIPT, [`${objects}`], { execArgv: ['--no-warnings'] });
  const { promise, resolve, reject } = Promise.withResolvers<TenantContent & { readonly url: string }>();
  child.once('message', (made) => resolve(made as TenantContent & { readonly url: string }));
  child.once('exit', (code) => reject(new Error(`The tenant's process has ended with ${code}.`)));
  const made = await promise;
  return {
    ...made,
    change: async (users) => {
      await (await fetch(`${made.url}/bench/change?users=${users}`)).text();
    },
    asked: async () => (await (await fetch(`${made.url}/bench/asked`)).json()) as readonly Asked[],
    close: () => child.disconnect(),
  };
}

/** Fetches the same pages again, unzips and parses them, and throws them away: what reading a tenant takes at least. */
export async function readAndForget(url: string, asked: readonly Asked[], atOnce: number): Promise<void> {
  const waiting = asked.values();
  const worker = async (): Promise<void> => {
    for (const { path, body } of waiting) {
      const response = await fetch(`${url}${path}`, body === undefined ? {} : { method: 'POST', body });
      await response.json();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
