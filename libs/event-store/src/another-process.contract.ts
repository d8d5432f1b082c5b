import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Resolves the sources' `.js` imports to the `.ts` files that Node can run. */
const RUN_SOURCES = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!specifier.endsWith('.js')) throw error;
        return next(specifier.replace(/\\.js$/, '.ts'), context);
      }
    },
  });
`;

/** Appends groups of events to one stream, and writes a line for each group once it is acknowledged. */
const APPEND = `
  const [log, stream, groups, size] = process.argv.slice(1);
  const { randomUUID } = await import('node:crypto');
  const { writeSync } = await import('node:fs');
  const options = JSON.parse(log);
  const store =
    'file' in options
      ? (await import('#event-store/sqlite')).openSqliteEventStore(options)
      : (await import('#event-store/eventstoredb')).openEventStoreDb(options);
  const metadata = {
    actor: { id: 'writer', name: 'Writer' }, from: 'worker', at: '2026-11-24T09:00:00.000Z',
    correlationId: 'run', causationId: 'run', schemaVersion: 1,
  };
  let expected = 'noStream';
  for await (const event of store.readStream(stream)) expected = event.revision;
  writeSync(1, 'ready\\n');
  for (let group = 0; group < Number(groups); group += 1) {
    const events = Array.from({ length: Number(size) }, (_, index) => ({
      id: randomUUID(), type: 'Counted', data: { group, index }, metadata,
    }));
    let result = await store.append(stream, expected, events);
    while (!result.appended) {
      expected = result.actualRevision;
      result = await store.append(stream, expected, events);
    }
    expected = result.revision;
    writeSync(1, events.map((event) => event.id).join(' ') + '\\n');
  }
  await store.close();
`;

/** The log that a process is to open: an event file, or streams of one prefix on a server. */
export type LogToOpen =
  { readonly file: string } | { readonly connectionString: string; readonly prefix: string };

/** A process of its own that appends to a log. */
export interface WriterProcess {
  /** Resolves once it is about to append. */
  readonly ready: Promise<void>;
  /** The ids of the events whose append it has acknowledged so far. */
  readonly acknowledged: readonly string[];
  /** Ends it at once (SIGKILL) and resolves when nothing of it runs or prints any more. */
  kill(): Promise<void>;
  /** Resolves when it has ended by itself; rejects with what it printed where it failed. */
  readonly finished: Promise<void>;
}

/** Starts a process that appends `groups` appends of `size` events each to `stream`, against whoever else does. */
export function startWriterProcess({
  stream,
  groups,
  size,
  ...log
}: LogToOpen & {
  readonly stream: string;
  readonly groups: number;
  readonly size: number;
}): WriterProcess {
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--experimental-transform-types',
      '--conditions=known-good-source',
      '--input-type=module',
      '--eval',
      RUN_SOURCES + APPEND,
      '--',
      JSON.stringify(log),
      stream,
      String(groups),
      String(size),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const acknowledged: string[] = [];
  const finished = ended(child);
  const ready = Promise.race([listen(child, acknowledged), finished]);
  // A killed process does not end well, and that is nobody's failure.
  finished.catch(() => undefined);
  ready.catch(() => undefined);
  return {
    ready,
    acknowledged,
    finished,
    kill: async () => {
      child.kill('SIGKILL');
      await finished.catch(() => undefined);
    },
  };
}

function listen(child: ChildProcess, acknowledged: string[]): Promise<void> {
  const { stdout } = child;
  if (stdout === null) throw new Error('The writer process has no output.');
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line === 'ready') resolve();
      else acknowledged.push(...line.split(' '));
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`The writer process failed: ${complaints.join('')}`);
}
