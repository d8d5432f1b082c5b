import { afterEach, beforeEach, describe } from '@jest/globals';
import { appendContract } from './contract/append.contract.js';
import type { LogUnderTest } from './contract/log-under-test.contract.js';
import { readContract } from './contract/read.contract.js';
import { subscribeContract } from './contract/subscribe.contract.js';

export type { LogUnderTest } from './contract/log-under-test.contract.js';

/** The contract of the event store's port: an adapter's spec calls it with a way to make an empty log. */
export function eventStoreContract(name: string, emptyLog: () => Promise<LogUnderTest>): void {
  describe(name, () => {
    let current: LogUnderTest | undefined;
    const log = (): LogUnderTest => {
      if (current === undefined) throw new Error('No log is open.');
      return current;
    };
    beforeEach(async () => {
      current = await emptyLog();
    });
    afterEach(async () => {
      await current?.remove();
    });

    describe('append', () => appendContract(log));
    describe('read', () => readContract(log));
    describe('subscribe', () => subscribeContract(log));
  });
}
