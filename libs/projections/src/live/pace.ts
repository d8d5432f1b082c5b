/** The rate is that of the last half minute: long enough to be steady, short enough to notice throttling. */
const WINDOW_MS = 30_000;
/** Closer samples than this tell nothing new. */
const BETWEEN_SAMPLES_MS = 250;
/** A rate measured over less than this is chance. */
const LEAST_SPAN_MS = 1_000;

interface Sample {
  readonly atMs: number;
  readonly settled: number;
}

/** The pace of a recovery, by the times of its own events. */
export class Pace {
  private samples: Sample[] = [];

  /** Notes that `settled` steps had been settled at `at` (ISO 8601). */
  note(at: string, settled: number): void {
    const sample = { atMs: Date.parse(at), settled };
    const [last, beforeLast] = [this.samples.at(-1), this.samples.at(-2)];
    if (last && beforeLast && last.atMs - beforeLast.atMs < BETWEEN_SAMPLES_MS) this.samples.pop();
    this.samples.push(sample);
    const first = this.samples.findIndex((each) => each.atMs >= sample.atMs - WINDOW_MS);
    this.samples.splice(0, first);
  }

  /** Steps settled per second, `null` while there is too little to tell. */
  get ratePerSecond(): number | null {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || last.atMs - first.atMs < LEAST_SPAN_MS) return null;
    return ((last.settled - first.settled) * 1_000) / (last.atMs - first.atMs);
  }
}
