import { Inject, Injectable, type OnModuleDestroy, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import { handleProtocols, makeServer } from 'graphql-ws';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { GRAPHQL_PATH } from '../graphql-options.js';
import { MOST_BYTES } from '../limits/operation-limits.js';
import { ConnectionAccess } from './connection-access.js';
import { serveSocket } from './serve-socket.js';
import { SubscriptionProtocol } from './subscription-protocol.js';

const MOST_CONNECTIONS = 1_000;
const LONGEST_GOODBYE_MS = 1_000;
const GOING_AWAY = 1001;

/** Serves subscriptions over WebSocket (graphql-transport-ws), on the path of the API and no other. */
@Injectable()
export class SubscriptionServer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, handleProtocols });

  constructor(
    private readonly adapters: HttpAdapterHost<AbstractHttpAdapter<Server>>,
    private readonly access: ConnectionAccess,
    private readonly protocol: SubscriptionProtocol,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'clock' | 'log'>,
  ) {}

  onApplicationBootstrap(): void {
    const graphql = makeServer(this.protocol.options());
    this.sockets.on('connection', (socket: WebSocket, request: IncomingMessage) =>
      serveSocket(graphql, { socket, request }, this.parts),
    );
    const server = this.adapters.httpAdapter.getHttpServer();
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.upgrade(request, socket, head),
    );
  }

  /** Says goodbye to every client, and drops those who do not answer it. */
  async onModuleDestroy(): Promise<void> {
    const answered = new AbortController();
    const patience = this.parts.clock.sleep(LONGEST_GOODBYE_MS, answered.signal).catch(() => undefined);
    const closed = new Promise<void>((resolve) => this.sockets.close(() => resolve()));
    for (const socket of this.sockets.clients) socket.close(GOING_AWAY);
    await Promise.race([closed, patience]);
    answered.abort();
    for (const socket of this.sockets.clients) socket.terminate();
    await closed;
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const status = this.refusalOf(request);
    if (status === undefined) {
      this.sockets.handleUpgrade(request, socket, head, (connection) =>
        this.sockets.emit('connection', connection, request),
      );
      return;
    }
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  }

  private refusalOf(request: IncomingMessage): 403 | 404 | 503 | undefined {
    if (request.url?.split('?')[0] !== GRAPHQL_PATH) return 404;
    if (!this.access.allowsOrigin(request)) return 403;
    return this.sockets.clients.size >= MOST_CONNECTIONS ? 503 : undefined;
  }
}
