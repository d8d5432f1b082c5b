import { afterAll, beforeAll, describe } from '@jest/globals';
import { serverFacts } from './server-facts.contract.js';
import { StandInServer } from './stand-in/stand-in-server.js';

describe('the stand-in', () => {
  const server = new StandInServer();
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  serverFacts('behaves as the real server does', () => server.connectionString);
});
