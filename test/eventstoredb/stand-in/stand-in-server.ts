import serverFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js';
import serverFeaturesService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, status, type ServiceError } from '@grpc/grpc-js';
import { append, batchAppend, type Mishap } from './append-calls.js';
import { read } from './read-calls.js';
import { StandInLog } from './stand-in-log.js';

const STREAMS = 'event_store.client.streams.Streams';

/**
 * Speaks the gRPC service of EventStoreDB 23.10 to the real client, as far as the event store uses it, over a log in
 * memory that outlives its restarts.
 */
export class StandInServer {
  readonly log = new StandInLog();
  private readonly mishaps: Mishap[] = [];
  private server: Server | undefined;
  private stopping = new AbortController();
  private port = 0;

  private readonly batching: boolean;

  /** `batching`: whether the server announces the batched append, as real ones since 21.10 do. */
  constructor({ batching = true } = {}) {
    this.batching = batching;
  }

  /** What to give the event store; stays the same over restarts. */
  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Begins to serve: on a free port the first time, on the same one from then on. */
  async start(): Promise<void> {
    this.stopping = new AbortController();
    const nextMishap = (): Mishap | undefined => this.mishaps.shift();
    const server = new Server();
    server.addService(streamsService.StreamsService, {
      read: read(this.log, this.stopping.signal),
      append: append(this.log, nextMishap),
      batchAppend: batchAppend(this.log, nextMishap),
      delete: unimplemented,
      tombstone: unimplemented,
    });
    server.addService(serverFeaturesService.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: (error: null, value: unknown) => void) =>
        answer(null, this.supportedMethods()),
    });
    this.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    this.server = server;
  }

  /** Cuts every connection at once, as a killed server does. */
  stop(): void {
    this.stopping.abort();
    this.server?.forceShutdown();
    this.server = undefined;
  }

  /** Lets the next appends meet these mishaps, in this order. */
  letHappen(...mishaps: readonly Mishap[]): void {
    this.mishaps.push(...mishaps);
  }

  private supportedMethods() {
    const names = ['Read', 'Append', 'Delete', 'Tombstone', ...(this.batching ? ['BatchAppend'] : [])];
    const methods = names.map((name) =>
      new serverFeatures.SupportedMethod().setServiceName(STREAMS).setMethodName(name),
    );
    return new serverFeatures.SupportedMethods()
      .setEventStoreServerVersion('23.10.6')
      .setMethodsList(methods);
  }
}

function unimplemented(_: unknown, answer: (error: Partial<ServiceError>) => void): void {
  answer({ code: status.UNIMPLEMENTED });
}
