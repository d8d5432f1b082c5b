import type { NumberedStep } from './step-outcomes.js';

/** No request outlives its deadline by more than this factor: what a network may still hold back. */
const LATE_DELIVERY = 4 / 3;

interface Parked extends NumberedStep {
  /** Milliseconds since 1970. */
  readonly certainAt: number;
}

/**
 * Steps whose answer was lost. Each is set aside until no request for it can be under way any more; only a
 * reading after that tells what became of it.
 */
export class Quarantine {
  private parked: Parked[] = [];
  private readonly everParked = new Set<number>();

  private readonly longestMs: number;

  constructor(longestRequestMs: number) {
    this.longestMs = longestRequestMs * LATE_DELIVERY;
  }

  get isEmpty(): boolean {
    return this.parked.length === 0;
  }

  get steps(): readonly NumberedStep[] {
    return this.parked;
  }

  /** When the last of them becomes certain. */
  get allCertainAt(): number {
    return Math.max(...this.parked.map(({ certainAt }) => certainAt));
  }

  /** `sentBy`: no request for the step left later than that (milliseconds since 1970). */
  setAside(step: NumberedStep, sentBy: number): void {
    this.parked.push({ ...step, certainAt: sentBy + this.longestMs });
    this.everParked.add(step.number);
  }

  /** Those that can be read back now. A clock that was set back makes nobody wait longer than a request can take. */
  certain(now: number): readonly NumberedStep[] {
    const latest = now + this.longestMs;
    this.parked = this.parked.map((each) => ({ ...each, certainAt: Math.min(each.certainAt, latest) }));
    return this.parked.filter(({ certainAt }) => certainAt <= now);
  }

  release(steps: readonly NumberedStep[]): void {
    const numbers = new Set(steps.map(({ number }) => number));
    this.parked = this.parked.filter(({ number }) => !numbers.has(number));
  }

  /** Whether an earlier request for the step was lost. */
  hasHeld(step: NumberedStep): boolean {
    return this.everParked.has(step.number);
  }
}
