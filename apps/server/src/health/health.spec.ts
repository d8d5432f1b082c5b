import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HealthModule } from './health.module.js';

let app: INestApplication<Server>;
let ready = false;

beforeAll(async () => {
  const module = await Test.createTestingModule({ imports: [HealthModule.register(() => ready)] }).compile();
  app = module.createNestApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

async function ask(path: string): Promise<[number, unknown]> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/health/${path}`);
  return [response.status, await response.json()];
}

describe('health', () => {
  it('is live as soon as the process answers', async () => {
    expect(await ask('live')).toEqual([200, { status: 'live' }]);
  });

  it('is ready once the read models have caught up, and says nothing else', async () => {
    expect(await ask('ready')).toEqual([503, { status: 'notReady' }]);
    ready = true;
    expect(await ask('ready')).toEqual([200, { status: 'ready' }]);
  });
});
