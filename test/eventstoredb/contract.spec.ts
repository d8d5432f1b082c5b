import { afterAll, beforeAll, describe } from '@jest/globals';
import { eventStoreContract } from '../../libs/event-store/src/event-store.contract.js';
import { logOnServer } from './log-on-server.js';
import { StandInServer } from './stand-in/stand-in-server.js';

describe('against the stand-in, which all logs share', () => {
  const server = new StandInServer();
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  eventStoreContract('EventStoreDB event store', async () => logOnServer(server.connectionString));
});

describe('against a stand-in that takes one append a call and has no log but this one', () => {
  eventStoreContract('EventStoreDB event store', async () => {
    const server = new StandInServer({ batching: false });
    await server.start();
    const log = logOnServer(server.connectionString, { prefix: '' });
    return {
      ...log,
      remove: async () => {
        await log.remove();
        server.stop();
      },
    };
  });
});
