import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openSqliteEventStore } from '#event-store/sqlite';
import { beginnings, stepAppends, STREAM_LENGTH } from './event-store/sample-appends.ts';
import { answers, freePorts } from './product-process.ts';
import { inWorkplace, printTable, rounded, timed, type Figures } from './vault-workplace.ts';

const SERVER = fileURLToPath(new URL('../../dist/apps/server/src/main.js', import.meta.url));

/** From the start of an API process until it is ready: with an empty log, and with a long one, at first and again. */
export function benchStart({ events }: { readonly events: number }): Promise<Figures> {
  return inWorkplace(async (folder) => {
    const [empty, full] = [join(folder, 'empty'), join(folder, 'full')];
    const count = Math.ceil(events / STREAM_LENGTH) * STREAM_LENGTH;
    const ofEmpty = await secondsToReady(empty);
    await secondsToReady(full);
    await fill(full, count);
    const built = await secondsToReady(full);
    const again = await secondsToReady(full);
    printTable(
      ['from start to ready', 'events', 'seconds'],
      [
        ['empty', 0, ofEmpty],
        ['read models catch up with all', count, built],
        ['read models are there', count, again],
      ],
    );
    return {
      empty_seconds: rounded(ofEmpty),
      catch_up_seconds: rounded(built),
      again_seconds: rounded(again),
      ratio: rounded(again / ofEmpty),
    };
  });
}

async function fill(folder: string, events: number): Promise<void> {
  const store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
  const first = beginnings(events);
  await store.append(first.stream, 'noStream', first.events);
  for (let from = 0; from < events; from += STREAM_LENGTH)
    for (const append of stepAppends(from, from + STREAM_LENGTH, 1_000))
      await store.append(append.stream, append.first === 0 ? 'noStream' : append.first - 1, append.events);
  await store.close();
}

async function secondsToReady(folder: string): Promise<number> {
  const [port = 0] = await freePorts(1);
  mkdirSync(folder, { recursive: true });
  const tenants = join(folder, 'tenants.json');
  writeFileSync(tenants, '[]');
  const { seconds, result } = await timed(async () => {
    const server = spawn(process.execPath, ['--no-warnings', SERVER], {
      env: {
        ...process.env,
        KNOWN_GOOD_ROLE: 'api',
        KNOWN_GOOD_DATA: folder,
        KNOWN_GOOD_ISSUER: 'http://127.0.0.1:1',
        KNOWN_GOOD_TENANTS_FILE: tenants,
        PORT: `${port}`,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await answers(`http://127.0.0.1:${port}/health/ready`);
    return server;
  });
  const exited = once(result, 'exit');
  result.kill('SIGTERM');
  await exited;
  return seconds;
}
