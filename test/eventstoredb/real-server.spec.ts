import { describe, expect, test } from '@jest/globals';
import { EventSource, idsIn, idsOf } from '../../libs/event-store/src/contract/log-under-test.contract.js';
import { eventStoreContract } from '../../libs/event-store/src/event-store.contract.js';
import { logOnServer } from './log-on-server.js';
import { serverFacts } from './server-facts.contract.js';

/** Set by `npm run test:eventstoredb -- URL`; without a server there is nothing to run here. */
const url = process.env['KNOWN_GOOD_EVENTSTOREDB'] ?? '';
const withServer = url === '' ? describe.skip : describe;

withServer('against a real server', () => {
  serverFacts('the server behaves as it did when the event store was written', () => url);

  eventStoreContract('EventStoreDB event store', async () => logOnServer(url, { patience: 30_000 }));

  test('the server serves other logs as before', async () => {
    const log = logOnServer(url);
    const given = new EventSource().many(3);
    await log.store.append('backup-a', 'noStream', given);
    expect(await idsIn(log.store.readAll())).toEqual(idsOf(given));
    await log.remove();
  });
});
