import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Principal, Role, TokenRefusal } from '#access';
import { BackupShelf, ImportStaging, ObjectTimelines, PlanShelf, type Acting } from '#jobs';
import type { JobProgressView } from '#projections';
import type { Refusal } from '#protection';
import { countedIds, systemClock, type Clock } from '#runtime';
import { memoryBlobs, openVaults } from '#vault';
import { GraphFaceModule } from '../graph-face/graph-face.module.js';
import type { EndedRebuild, RebuildUnderWay } from '../node-read-models.js';
import { ApiModule } from './api.module.js';
import type { ApiDriftRequests, ApiJobRequests, ApiParts, ApiSettings } from './api-parts.js';
import { InMemoryChanges, InMemoryModels } from './in-memory-models.contract.js';
import { id, OTHER_TENANT, TENANT } from './views.contract.js';

/** Tokens that the API under test knows; any other is refused. */
export type Token =
  | 'administrator'
  | 'groupAdministrator'
  | 'userApprover'
  | 'groupReader'
  | 'reader'
  | 'roleless'
  | 'foreignAdministrator'
  | 'soonExpired';

const SOON_MS = 400;

function principalOf(token: string): Principal | TokenRefusal {
  const principal = (roles: Role[], tenantId = TENANT, lifetimeMs = 3_600_000): Principal => ({
    tenantId,
    objectId: id(900),
    name: 'Ada',
    roles,
    applicationId: id(901),
    expiresAt: new Date(Date.now() + lifetimeMs),
  });
  switch (token) {
    case 'administrator':
      return principal(['administrator']);
    case 'groupAdministrator':
      return { ...principal(['administrator']), typesByRole: { administrator: ['group'] } };
    case 'userApprover':
      return { ...principal(['approver']), typesByRole: { approver: ['user'] } };
    case 'groupReader':
      return { ...principal(['reader']), typesByRole: { reader: ['group'] } };
    case 'reader':
      return principal(['reader']);
    case 'roleless':
      return principal([]);
    case 'foreignAdministrator':
      return principal(['administrator'], OTHER_TENANT);
    case 'soonExpired':
      return principal(['reader'], TENANT, SOON_MS);
    case 'unjudgeable':
      return { refused: true, code: 'SigningKeysUnavailable', message: 'Try again soon.' };
    default:
      return { refused: true, code: 'SignatureInvalid', message: 'Sign in again.' };
  }
}

/** What the API asked of the write side, and what it is to be answered. */
class RecordedRequests {
  readonly asked: { readonly request: string; readonly args: readonly unknown[] }[] = [];
  answer: { readonly id: string; readonly position: string | undefined } | Refusal | Error = {
    id: id(1),
    position: undefined,
  };

  get last() {
    return this.asked.at(-1);
  }

  get lastActing(): Acting | undefined {
    return this.last?.args.at(-1) as Acting | undefined;
  }

  readonly port: ApiJobRequests = {
    requestBackup: (...args) => this.record('requestBackup', args),
    startDifferenceReport: (...args) => this.record('startDifferenceReport', args),
    startRecovery: (...args) => this.record('startRecovery', args),
    recoverObject: (...args) => this.record('recoverObject', args),
    undoRecovery: (...args) => this.record('undoRecovery', args),
    reviewPlan: (...args) => this.record('reviewPlan', args),
    importBackup: (...args) => this.record('importBackup', args),
    cancelJob: (...args) => this.record('cancelJob', args),
    changeSettings: (...args) => this.record('changeSettings', args),
  };

  readonly driftPort: ApiDriftRequests = {
    changeDriftWatch: (...args) => this.record('changeDriftWatch', args),
    startDriftCheck: (...args) => this.record('startDriftCheck', args),
    acknowledgeDrift: (...args) => this.record('acknowledgeDrift', args),
    pinBackup: (...args) => this.record('pinBackup', args),
    unpinBackup: (...args) => this.record('unpinBackup', args),
  };

  private async record(request: string, args: readonly unknown[]) {
    this.asked.push({ request, args });
    if (this.answer instanceof Error) throw this.answer;
    return this.answer;
  }
}

/** Read models of which a specification says how they get on. */
class RecordedReadModels {
  position: string | undefined = '77';
  rebuilding: RebuildUnderWay | undefined;
  lastRebuild: EndedRebuild | undefined;
  /** Who has asked for a rebuild. */
  readonly asked: object[] = [];

  beginRebuild(asked: object): boolean {
    if (this.rebuilding) return false;
    this.asked.push(asked);
    this.rebuilding = { applied: 0, total: 4, ratio: 0, startedAt: '2026-03-02T08:00:00.000Z' };
    return true;
  }
}

/** What the API answered over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, never>;
  readonly errors: { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** The API over parts in memory, served on a port of the loopback interface. */
export class ApiUnderTest {
  readonly models = new InMemoryModels();
  readonly changes = new InMemoryChanges();
  readonly requests = new RecordedRequests();
  readonly vaults = openVaults({
    blobs: memoryBlobs(systemClock),
    key: Buffer.alloc(32, 7),
    clock: systemClock,
  });
  readonly plans = new PlanShelf(this.vaults);
  readonly imports = new ImportStaging(this.vaults);
  readonly logged: unknown[] = [];
  readonly waitedFor: string[] = [];
  /** How the read models come to a position. */
  reached: ApiParts['reached'] = async (position) => this.waitedFor.push(position);
  /** How often one caller may ask. */
  callerRate: ApiParts['callerRate'] = { secondsToWait: async () => undefined };
  /** What paces the API. */
  clock: Clock = systemClock;
  /** The node's read models as a whole. */
  readonly readModels = new RecordedReadModels();
  newestCheckpoint: string | undefined;
  /** What is answered of the log's tree. */
  readonly logTree: { -readonly [Question in keyof ApiParts['logTree']]: ApiParts['logTree'][Question] } = {
    inclusionProof: async () => 'LogNotRead',
    consistencyProof: async () => 'LogNotRead',
  };
  progress: (signal: AbortSignal) => AsyncIterable<JobProgressView> = async function* () {};
  private readonly listeners = new Set<() => void>();
  private readonly withdrawn = new Map<string, Partial<Principal>>();
  private app: INestApplication<Server> | undefined;

  async start(settings: Partial<ApiSettings> = {}): Promise<this> {
    const parts: ApiParts = {
      models: this.models,
      changes: this.changes,
      changesOf: async () => undefined,
      backupContents: new BackupShelf(this.vaults),
      imports: this.imports,
      timelines: new ObjectTimelines(this.vaults),
      plans: this.plans,
      followProgress: (_jobId, signal) => this.progress(signal),
      reached: (position, signal) => this.reached(position, signal),
      readModels: this.readModels,
      logTree: this.logTree,
      newestCheckpoint: () => this.newestCheckpoint,
      jobRequests: this.requests.port,
      driftRequests: this.requests.driftPort,
      validateToken: async (token) => this.judged(token),
      callerRate: this.callerRate,
      onRightsChanged: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      clock: this.clock,
      ids: countedIds(),
      log: {
        warn: (line: unknown) => this.logged.push(line),
        error: (line: unknown) => this.logged.push(line),
      },
      settings: { introspection: false, allowedOrigins: [], trustedProxies: 0, ...settings },
    };
    const module = await Test.createTestingModule({
      imports: [ApiModule.register(parts), GraphFaceModule.register(parts)],
    }).compile();
    this.app = module.createNestApplication({ bodyParser: false, logger: false });
    await this.app.listen(0, '127.0.0.1');
    return this;
  }

  /** Takes rights from the bearer of a token, as an operator does. */
  withdraw(token: Token, left: Partial<Principal>): void {
    this.withdrawn.set(token, left);
    for (const listener of this.listeners) listener();
  }

  /** How many connections wait to hear of rights that change. */
  get listening(): number {
    return this.listeners.size;
  }

  /** Gives everyone back what was taken. */
  restoreRights(): void {
    this.withdrawn.clear();
  }

  private judged(token: string): Principal | TokenRefusal {
    const principal = principalOf(token);
    return 'refused' in principal ? principal : { ...principal, ...this.withdrawn.get(token) };
  }

  async stop(): Promise<void> {
    await this.app?.close();
  }

  get url(): string {
    const { port } = this.app?.getHttpServer().address() as AddressInfo;
    return `http://127.0.0.1:${port}/graphql`;
  }

  get webSocketUrl(): string {
    return this.url.replace('http', 'ws');
  }

  /** Sends a request as it is; no token where `token` is undefined. */
  fetch(token: string | undefined, init: RequestInit & { headers?: Record<string, string> } = {}, path = '') {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return fetch(`${this.url}${path}`, { ...init, headers: { ...authorization, ...init.headers } });
  }

  /** Sends a GraphQL operation as clients do. */
  async ask(
    token: Token,
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await this.fetch(token, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Partial<Answer>;
    return {
      status: response.status,
      headers: response.headers,
      data: body.data ?? {},
      errors: body.errors ?? [],
    };
  }
}
