import { verifyChain, type EventStore } from '#event-store';
import { compareRebuilds } from './rebuilds.ts';
import { beginnings, stepAppends, STREAM_LENGTH, streamAt } from './sample-appends.ts';
import { appendTo, Stopwatch, type Adapter, type Comparison, type Log } from './sides.ts';

/** Appends that wait for one disk each are slow, and a few tell as much. */
const MOST_ONE_BY_ONE = 20_000;
const ROUNDS_OF_APPENDS = 10;
const ROUNDS_OF_READS = 2;

/** All works with up to `events` events of one kind of log. `folder` is for read models. */
export async function compare(adapter: Adapter, events: number, folder: string): Promise<Comparison[]> {
  const most = Math.min(events, adapter.most);
  const appends = [
    await compareAppends(adapter, 'append one by one', Math.min(most, MOST_ONE_BY_ONE), 1),
    await compareAppends(adapter, 'append by 1,000', most, 1_000),
  ];
  const log = await adapter.open('by-20');
  try {
    await appendTo(log.store, beginnings(most));
    const by20 = await measureAppends(log, 'append by 20', most, 20);
    return [...appends, by20, ...(await compareReads(log, most, folder))];
  } finally {
    await log.close();
  }
}

async function compareAppends(
  adapter: Adapter,
  work: string,
  events: number,
  size: number,
): Promise<Comparison> {
  const log = await adapter.open(`by-${size}`);
  try {
    return await measureAppends(log, work, events, size);
  } finally {
    await log.close();
  }
}

async function measureAppends(
  { store, driver }: Log,
  work: string,
  events: number,
  size: number,
): Promise<Comparison> {
  const stopwatch = new Stopwatch();
  const end = Math.floor(events / size) * size;
  const slice = Math.min(STREAM_LENGTH, Math.ceil(end / ROUNDS_OF_APPENDS / size) * size);
  for (let from = 0; from < end; from += slice) {
    const appends = stepAppends(from, Math.min(from + slice, end), size);
    await stopwatch.round(
      async () => {
        for (const append of appends) await appendTo(store, append);
      },
      async () => {
        for (const append of appends) await driver.append(append);
      },
    );
  }
  return stopwatch.rates(work, end);
}

async function compareReads({ store, driver }: Log, events: number, folder: string): Promise<Comparison[]> {
  const streams = Array.from({ length: Math.ceil(events / STREAM_LENGTH) }, (_, n) =>
    streamAt(n * STREAM_LENGTH),
  );
  return [
    await measureReads(
      'replay',
      () => replay(store),
      () => driver.replay(),
    ),
    await measureReads(
      'chain check',
      () => sum(streams, (stream) => checkedEvents(store, stream)),
      () => sum(streams, (stream) => driver.checkChain(stream)),
    ),
    await compareRebuilds(store, driver, events, folder),
  ];
}

async function measureReads(
  work: string,
  ours: () => Promise<number>,
  bare: () => Promise<number>,
): Promise<Comparison> {
  const stopwatch = new Stopwatch();
  const read = { ours: 0, bare: 0 };
  for (let round = 0; round < ROUNDS_OF_READS; round += 1) {
    await stopwatch.round(
      async () => void (read.ours += await ours()),
      async () => void (read.bare += await bare()),
    );
  }
  if (read.ours !== read.bare) throw new Error('The two sides have not read the same.');
  return stopwatch.rates(work, read.ours);
}

async function replay(store: EventStore): Promise<number> {
  let count = 0;
  for await (const event of store.readAll()) if (event.type !== '') count += 1;
  return count;
}

async function checkedEvents(store: EventStore, stream: string): Promise<number> {
  const verdict = await verifyChain(store.readStream(stream));
  if (!verdict.intact) throw new Error('The chain is broken.');
  return verdict.events;
}

async function sum(streams: readonly string[], count: (stream: string) => Promise<number>): Promise<number> {
  let total = 0;
  for (const stream of streams) total += await count(stream);
  return total;
}
