import { parseArgs } from 'node:util';
import { issuerFolder } from './data-folder.js';
import { passwordFile } from './secrets/passwords.js';
import { startIssuer } from './start-issuer.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Runs the issuer alone, until it is interrupted:
 * `main.js --tenant GUID [--host 127.0.0.1] [--port 4001] [--data FOLDER]`, where the folder is the issuer's own.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '4001' },
      data: { type: 'string', default: issuerFolder() },
      tenant: { type: 'string' },
    },
  });
  if (values.tenant === undefined || !GUID.test(values.tenant)) {
    throw new Error('Name the tenant of the accounts: --tenant GUID.');
  }
  const running = await startIssuer({
    host: values.host,
    port: Number(values.port),
    dataFolder: values.data,
    tenantId: values.tenant,
  });
  process.stdout.write(`Issuer: ${running.issuer}\nPasswords: ${passwordFile(values.data)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
