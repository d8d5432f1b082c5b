import type { OpenPastReadModels } from './as-of.js';

/** Models kept for the next who asks for the same moment. */
const MOST_KEPT = 8;
/** Models built at the same time: each takes a share of the processor that answers everyone. */
const MOST_BUILT_AT_ONCE = 2;

/** Others are having the past worked out already: to be asked again in a moment. */
export class TooManyAtOnceError extends Error {
  override readonly name = 'TooManyAtOnceError';
  readonly code = 'Busy';

  constructor() {
    super(`At most ${MOST_BUILT_AT_ONCE} past states are worked out at a time. Ask again in a moment.`);
  }
}

type Build = (signal: AbortSignal) => Promise<OpenPastReadModels>;

/** Keeps the models of the past that were asked for of late, and closes each once it is neither kept nor in use. */
export class Shelf {
  /** Those used longest ago first. */
  private readonly kept = new Map<string, Entry>();

  /**
   * The models under `key`, built where they are not there, good until `signal` aborts. Throws
   * {@link TooManyAtOnceError} where too many are being built, and the signal's reason when it aborts first.
   */
  async take(key: string, build: Build, signal: AbortSignal): Promise<OpenPastReadModels> {
    signal.throwIfAborted();
    const entry = this.kept.get(key) ?? this.begin(key, build);
    this.kept.delete(key);
    this.kept.set(key, entry);
    entry.lend(signal);
    this.makeRoom();
    const models = await entry.models;
    signal.throwIfAborted();
    return models;
  }

  /** Lets go of all: none may be in use any more. */
  close(): void {
    for (const entry of this.kept.values()) entry.close();
    this.kept.clear();
  }

  private begin(key: string, build: Build): Entry {
    const building = this.kept.values().filter((entry) => !entry.built);
    if (building.toArray().length >= MOST_BUILT_AT_ONCE) throw new TooManyAtOnceError();
    const entry: Entry = new Entry(build, () => {
      if (this.kept.get(key) === entry) this.kept.delete(key);
    });
    return entry;
  }

  private makeRoom(): void {
    for (const [key, entry] of this.kept) {
      if (this.kept.size <= MOST_KEPT) return;
      if (!entry.built) continue;
      this.kept.delete(key);
      entry.dropWhenFree();
    }
  }
}

/** One set of models, with those who use it. */
class Entry {
  readonly models: Promise<OpenPastReadModels>;
  built = false;
  private users = 0;
  private dropped = false;
  private readonly givingUp = new AbortController();

  /** `onGone` hears when it was never built: it failed, or all who waited have left. */
  constructor(
    build: Build,
    private readonly onGone: () => void,
  ) {
    this.models = build(this.givingUp.signal);
    this.models.then(
      () => (this.built = true),
      () => this.onGone(),
    );
  }

  /** One more uses it, until `signal` aborts. */
  lend(signal: AbortSignal): void {
    this.users += 1;
    signal.addEventListener('abort', () => this.giveBack(signal), { once: true });
  }

  dropWhenFree(): void {
    this.dropped = true;
    if (this.users === 0) this.close();
  }

  close(): void {
    this.givingUp.abort();
    this.models.then(
      (models) => models.close(),
      () => undefined,
    );
  }

  private giveBack(signal: AbortSignal): void {
    this.users -= 1;
    if (this.users > 0) return;
    if (!this.built) {
      this.givingUp.abort(signal.reason);
      this.onGone();
    }
    if (this.dropped || !this.built) this.close();
  }
}
