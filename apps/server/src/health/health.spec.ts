import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NodeHealth } from './health.controller.js';
import { HealthModule } from './health.module.js';

let app: INestApplication<Server>;
let ready = false;
let rebuilding: ReturnType<NodeHealth['rebuilding']>;

beforeAll(async () => {
  const module = await Test.createTestingModule({
    imports: [HealthModule.register({ isReady: () => ready, rebuilding: () => rebuilding })],
  }).compile();
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

  it('stays ready while the read models are rebuilt, and tells how far that has come', async () => {
    const counts = { applied: 1, total: 4 };
    const told = { ratio: 0.25, startedAt: '2026-03-01T00:00:00.000Z' };
    rebuilding = Object.assign(counts, told);
    expect(await ask('ready')).toEqual([200, { status: 'ready', rebuilding: told }]);
  });
});
