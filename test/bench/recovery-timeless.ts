import type { EventStore } from '#event-store';
import type { SnapshotEditor, SnapshotReader, Vault } from '#vault';
import type { BenchClock } from './recovery-clock.ts';

/** A vault whose work takes no time on the clock: what is measured over it is the waiting for the tenant. */
export function timelessVault(vault: Vault, clock: BenchClock): Vault {
  const at = <Result>(work: () => Promise<Result>): Promise<Result> => clock.atOnce(work);
  return {
    snapshot: (root) => timelessReader(vault.snapshot(root), clock),
    edit: (base) => timelessEditor(vault.edit(base), clock),
    diff: (before, after, prefixes) => timeless(vault.diff(before, after, prefixes), clock),
    verify: (root) => at(() => vault.verify(root)),
    sweep: (retained) => at(() => vault.sweep(retained)),
    readReference: (name) => at(() => vault.readReference(name)),
    writeReference: (name, text) => at(() => vault.writeReference(name, text)),
  };
}

/** The log likewise. */
export function timelessStore(store: EventStore, clock: BenchClock): EventStore {
  return {
    append: (stream, expected, events) => clock.atOnce(() => store.append(stream, expected, events)),
    readStream: (stream, from) => timeless(store.readStream(stream, from), clock),
    readAll: (after) => timeless(store.readAll(after), clock),
    subscribe: (options) => store.subscribe(options),
    comparePositions: (one, other) => store.comparePositions(one, other),
    close: () => store.close(),
  };
}

function timelessReader(reader: SnapshotReader, clock: BenchClock): SnapshotReader {
  return {
    root: reader.root,
    get: (key) => clock.atOnce(() => reader.get(key)),
    scan: (prefix) => timeless(reader.scan(prefix), clock),
    counts: () => clock.atOnce(() => reader.counts()),
  };
}

function timelessEditor(editor: SnapshotEditor, clock: BenchClock): SnapshotEditor {
  return {
    put: (key, value) => editor.put(key, value),
    delete: (key) => editor.delete(key),
    clear: (prefix) => editor.clear(prefix),
    room: () => clock.atOnce(() => editor.room()),
    commit: () => clock.atOnce(() => editor.commit()),
  };
}

async function* timeless<Item>(items: AsyncIterable<Item>, clock: BenchClock): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    const read = await clock.atOnce(() => iterator.next());
    if (read.done === true) return;
    yield read.value;
  }
}
