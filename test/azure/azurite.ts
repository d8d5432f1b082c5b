import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';

const ACCOUNT = 'devstoreaccount1';
/** Not a secret: the key that every Azurite has. https://learn.microsoft.com/azure/storage/common/storage-use-azurite */
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** A running Azurite, which holds its blobs in memory. */
export interface Azurite {
  readonly port: number;
  readonly account: string;
  readonly key: string;
  /** Where the account is, as seen through `port` (default: Azurite's own). */
  accountUrl(port?: number): string;
  connectionString(port?: number): string;
  stop(): Promise<void>;
}

/** Starts Azurite's blob service on a free loopback port. */
export async function startAzurite(): Promise<Azurite> {
  const require = createRequire(import.meta.url);
  const main = require.resolve('azurite/dist/src/blob/main.js');
  const options = ['--inMemoryPersistence', '--silent', '--disableTelemetry', '--skipApiVersionCheck'];
  const child = spawn(process.execPath, [main, ...options, '--blobHost', '127.0.0.1', '--blobPort', '0'], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await listeningPort(child);
  const accountUrl = (at = port): string => `http://127.0.0.1:${at}/${ACCOUNT}`;
  return {
    port,
    account: ACCOUNT,
    key: KEY,
    accountUrl,
    connectionString: (at) =>
      `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};BlobEndpoint=${accountUrl(at)};`,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function listeningPort(child: ChildProcess): Promise<number> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`Azurite did not start: ${said}`)));
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const port = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
  });
}
