import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { appended, EventSource, idsIn } from '../../libs/event-store/src/contract/log-under-test.contract.js';
import { logOnServer, type LogOnServer } from './log-on-server.js';
import { StandInServer } from './stand-in/stand-in-server.js';

describe('closing a store', () => {
  let server: StandInServer;
  let log: LogOnServer;
  beforeEach(async () => {
    server = new StandInServer();
    await server.start();
    log = logOnServer(server.connectionString);
  });
  afterEach(async () => {
    await log.remove();
    server.stop();
  });

  test('does not wait for reads and subscriptions that were broken off', async () => {
    // Of some lengths, the server has sent all and ended the call while the client still holds unread events.
    for (const [index, event] of new EventSource().many(60).entries()) {
      await appended(log.store.append('backup-a', index === 0 ? 'noStream' : index - 1, [event]));
      await breakOff(log.store.readAll());
      await breakOff(log.store.readStream('backup-a'));
      await breakOff(log.store.subscribe({ signal: new AbortController().signal }));
    }
    const closed = log.store.close().then(() => 'closed');
    expect(await Promise.race([closed, delay(1_000, 'still waiting')])).toBe('closed');
  });

  test('leaves the appends of other handles of the process alone', async () => {
    const other = await log.openAgain();
    const events = new EventSource().many(40);
    const appends = events.map((event, index) =>
      appended(other.append('backup-a', index === 0 ? 'noStream' : index - 1, [event])),
    );
    await delay(10);
    await log.store.close();
    await Promise.all(appends);
    expect(await idsIn(other.readStream('backup-a'))).toHaveLength(40);
  });
});

/** Takes one item, and leaves once the others may have come. */
async function breakOff(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) {
    expect(item).toBeDefined();
    await delay(5);
    return;
  }
}
