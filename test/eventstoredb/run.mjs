/** Runs the suites of this folder against a real EventStoreDB: `node test/eventstoredb/run.mjs esdb://host:2113?tls=false`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath, URL } from 'node:url';

const [url] = process.argv.slice(2);
if (url === undefined || !/^esdb(\+discover)?:\/\//.test(url)) {
  process.stderr.write('Name the server: npm run test:eventstoredb -- esdb://host:2113?tls=false\n');
  process.exit(2);
}

const repository = fileURLToPath(new URL('../..', import.meta.url));
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
const { status } = spawnSync(process.execPath, [...jest, 'test/eventstoredb'], {
  cwd: repository,
  env: { ...process.env, KNOWN_GOOD_EVENTSTOREDB: url },
  stdio: 'inherit',
});
process.exit(status ?? 1);
