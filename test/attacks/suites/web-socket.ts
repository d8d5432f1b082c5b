import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Suite } from '../attack.ts';
import { OTHER_TENANT, TENANT } from '../attack-issuer.ts';
import type { RunningProduct } from '../running-product.ts';
import type { Targets } from '../targets.ts';

/** S5: subscriptions over WebSocket. */
export async function webSocket(product: RunningProduct, targets: Targets): Promise<Suite> {
  const open = (origin?: string, path = '/graphql') =>
    new Wire(
      new WebSocket(
        `${product.url.replace('http', 'ws')}${path}`,
        'graphql-transport-ws',
        origin === undefined ? {} : { origin },
      ),
    );
  const signedIn = async (token: string): Promise<Wire> => {
    const wire = open();
    await wire.init(token);
    return wire;
  };
  const token = await product.issuer.token();
  const progress = `subscription { jobProgress(jobId: "${targets.theirReport}") { __typename } }`;
  const replay = `subscription { auditReplay(tenantId: "${TENANT}") { position } }`;
  const refusedQuery = async (query: string, bearer = token): Promise<boolean> => {
    const wire = await signedIn(bearer);
    wire.send({ id: '1', type: 'subscribe', payload: { query } });
    await wire.quiet();
    wire.end();
    const values = wire.received.some(({ type, payload }) => type === 'next' && payload?.data);
    return !values && (wire.received.length > 0 || wire.closedWith !== undefined);
  };
  const closes = (what: string, act: (wire: Wire) => void, origin?: string, path?: string) => ({
    what,
    refused: async () => {
      const wire = open(origin, path);
      await wire.opened();
      act(wire);
      for (let waited = 0; waited < 40 && wire.closedWith === undefined; waited += 1) await delay(100);
      wire.end();
      return wire.closedWith !== undefined && wire.received.length === 0;
    },
  });
  return {
    name: 'S5 WebSocket',
    attacks: [
      closes('no first message', () => undefined),
      closes('a subscription before the first message', (wire) =>
        wire.send({ id: '1', type: 'subscribe', payload: { query: replay } }),
      ),
      closes('no token', (wire) => wire.send({ type: 'connection_init' })),
      closes('a made-up token', (wire) =>
        wire.send({ type: 'connection_init', payload: { authorization: 'Bearer a.b.c' } }),
      ),
      closes(
        'a page of a foreign origin',
        (wire) => wire.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }),
        'https://attacker.example',
      ),
      closes('another path', () => undefined, undefined, '/other'),
      closes('a frame of 5 MB', (wire) => wire.raw('x'.repeat(5_000_000))),
      closes('no JSON', (wire) => wire.raw('{')),
      {
        what: 'a token that ends in mid-stream',
        refused: async () => {
          const now = Math.floor(Date.now() / 1_000);
          const wire = await signedIn(await product.issuer.token({ exp: now + 2 }));
          for (let waited = 0; waited < 50 && wire.closedWith === undefined; waited += 1) await delay(100);
          return wire.closedWith === 4401;
        },
      },
      { what: 'another tenant’s job', refused: () => refusedQuery(progress) },
      {
        what: 'another tenant’s audit log',
        refused: () => refusedQuery(`subscription { auditReplay(tenantId: "${OTHER_TENANT}") { position } }`),
      },
      {
        what: 'a caller without a role',
        refused: async () => refusedQuery(replay, await product.issuer.token({ roles: [] })),
      },
      {
        what: '500 directives',
        refused: () =>
          refusedQuery(
            `subscription { auditReplay(tenantId: "${TENANT}") { position ${'@include(if: true) '.repeat(500)} } }`,
          ),
      },
      {
        what: '101 aliases',
        refused: () =>
          refusedQuery(
            `subscription { auditReplay(tenantId: "${TENANT}") { ${Array.from({ length: 101 }, (_, n) => `a${n}: position`).join(' ')} } }`,
          ),
      },
      { what: 'introspection', refused: () => refusedQuery('{ __schema { types { name } } }') },
      { what: 'a mutation', refused: () => refusedQuery('mutation { rebuildReadModels { __typename } }') },
      {
        what: '100 subscriptions at a time',
        refused: async () => {
          const wire = await signedIn(token);
          const slow = `subscription { auditReplay(tenantId: "${TENANT}", speed: 0.001) { position } }`;
          for (let id = 0; id < 100; id += 1)
            wire.send({ id: `${id}`, type: 'subscribe', payload: { query: slow } });
          await wire.quiet();
          const errors = wire.received.filter(({ type }) => type === 'error').length;
          wire.end();
          return errors >= 80;
        },
      },
      {
        what: 'control: our own audit log is replayed',
        refused: async () => {
          const wire = await signedIn(token);
          wire.send({ id: '1', type: 'subscribe', payload: { query: replay } });
          await wire.quiet();
          wire.end();
          return wire.received.some(({ type }) => type === 'next');
        },
      },
    ],
  };
}

interface Message {
  readonly type: string;
  readonly payload?: { readonly data?: unknown };
}

/** A connection that speaks the protocol by hand, so that it can break it. */
class Wire {
  readonly received: Message[] = [];
  closedWith: number | undefined;
  private readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      if (message.type !== 'connection_ack' && message.type !== 'ping') this.received.push(message);
    });
    socket.on('close', (code) => (this.closedWith = code));
    socket.on('error', () => undefined);
  }

  /** Waits until the connection is open or has been refused. */
  async opened(): Promise<void> {
    if (this.socket.readyState !== WebSocket.CONNECTING) return;
    await Promise.race([
      once(this.socket, 'open'),
      new Promise((resolve) => this.socket.once('close', resolve)),
    ]);
  }

  async init(token: string): Promise<void> {
    await this.opened();
    const acknowledged = once(this.socket, 'message');
    this.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await acknowledged;
  }

  send(message: unknown): void {
    this.raw(JSON.stringify(message));
  }

  raw(text: string): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  quiet(): Promise<void> {
    return delay(700);
  }

  end(): void {
    this.socket.terminate();
  }
}
