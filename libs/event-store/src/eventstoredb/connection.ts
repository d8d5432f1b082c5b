import { EventStoreDBClient } from '@eventstore/db-client';

/**
 * The client queues writes from the sixteenth on, and a queue that meets the loss of its connection rejects a
 * promise that nobody holds, which would end the process. So there is never a queue.
 */
const APPENDS_IN_FLIGHT = 15;

/**
 * The client's table of pending appends is global to its module, and closing one client rejects the appends of
 * all others; an answer that still comes for one of them would end the process. So all handles of this process on one
 * server share a client, which is closed with the last of them.
 */
const clients = new Map<string, SharedClient>();

/** A handle's share of a client. */
export interface Connection {
  readonly client: EventStoreDBClient;
  /** Runs `work` when fewer than fifteen others of this client are running. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Gives the share back. */
  release(): Promise<void>;
}

/** Takes a share of the client for a server. Nothing is sent; throws where the connection string is malformed. */
export function connect(connectionString: string): Connection {
  const shared = clients.get(connectionString) ?? new SharedClient(connectionString);
  clients.set(connectionString, shared);
  shared.handles += 1;
  return {
    client: shared.client,
    inTurn: (work) => shared.inTurn(work),
    release: async () => {
      shared.handles -= 1;
      if (shared.handles > 0) return;
      clients.delete(connectionString);
      await shared.client.dispose();
    },
  };
}

class SharedClient {
  handles = 0;
  readonly client: EventStoreDBClient;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(connectionString: string) {
    this.client = EventStoreDBClient.connectionString(connectionString);
  }

  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= APPENDS_IN_FLIGHT) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
