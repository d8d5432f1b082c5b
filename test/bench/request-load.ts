import { setTimeout as delay } from 'node:timers/promises';

/** How long requests took, in milliseconds. */
export interface Latencies {
  readonly median: number;
  readonly p99: number;
  readonly requests: number;
}

/**
 * Sends requests at an even rate whether or not earlier ones have been answered, until `until` aborts; the time of each
 * counts from when it was due, so that a server that stands still does not make itself look quick.
 */
export async function atRate(
  perSecond: number,
  until: AbortSignal,
  send: (number: number) => Promise<unknown>,
): Promise<Latencies> {
  const began = performance.now();
  const times: number[] = [];
  const underWay: Promise<void>[] = [];
  for (let number = 0; !until.aborted; number += 1) {
    const due = began + (number * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await delay(wait);
    underWay.push(send(number).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(underWay);
  return latenciesOf(times);
}

export function latenciesOf(times: readonly number[]): Latencies {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99), requests: sorted.length };
}
