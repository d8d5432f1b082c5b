import type { Logger } from 'pino';
import type { Principal, TokenRefusal } from '#access';
import type { Position } from '#event-store';
import type {
  BackupShelf,
  DriftRequests,
  ImportStaging,
  JobRequests,
  ObjectTimelines,
  PlanShelf,
} from '#jobs';
import type { ChangeIndex, JobProgressView, PresentReadModels } from '#projections';
import type { LogTree } from '#proof';
import type { Clock, Ids } from '#runtime';
import type { CallerRate } from './access/caller-rate.js';
import type { NodeReadModels } from '../node-read-models.js';

/** What the API asks of the write side. */
export type ApiJobRequests = Pick<
  JobRequests,
  | 'requestBackup'
  | 'startDifferenceReport'
  | 'startRecovery'
  | 'recoverObject'
  | 'undoRecovery'
  | 'reviewPlan'
  | 'importBackup'
  | 'cancelJob'
  | 'changeSettings'
>;

/** What the API asks of a tenant's drift watch. */
export type ApiDriftRequests = Pick<
  DriftRequests,
  'changeDriftWatch' | 'startDriftCheck' | 'acknowledgeDrift' | 'pinBackup' | 'unpinBackup'
>;

/** Everything that the API is built on; the composition root gives it. */
export interface ApiParts {
  readonly models: PresentReadModels;
  readonly changes: ChangeIndex;
  /** Resolves once the change index holds the completed report's changes. */
  readonly changesOf: (reportId: string) => Promise<void>;
  /** What backups hold, page by page. */
  readonly backupContents: Pick<BackupShelf, 'objectsAfter' | 'count' | 'object' | 'linksAfter'>;
  /** Single objects through all backups. */
  readonly timelines: Pick<ObjectTimelines, 'versions' | 'attributeHistory' | 'lastHolding'>;
  /** Exports on their way into the vault. */
  readonly imports: Pick<ImportStaging, 'add' | 'contentsOf'>;
  /** Plans as they lie in the vault, and what they are made from. */
  readonly plans: Pick<PlanShelf, 'keepSelection' | 'stepsAfter' | 'found'>;
  /** A job's progress until its end, or until `signal` aborts. */
  readonly followProgress: (jobId: string, signal: AbortSignal) => AsyncIterable<JobProgressView>;
  /**
   * Resolves once the read models have taken in the log up to `position`; rejects with `InvalidPosition`, or when
   * `signal` aborts first.
   */
  readonly reached: (position: Position, signal: AbortSignal) => Promise<unknown>;
  /** This node's read models as a whole: how far they have come, and their rebuild. */
  readonly readModels: Pick<NodeReadModels, 'position' | 'rebuilding' | 'lastRebuild' | 'beginRebuild'>;
  /** Proves what is in the log, and that it is only added to. */
  readonly logTree: Pick<LogTree, 'inclusionProof' | 'consistencyProof'>;
  /** The newest signed checkpoint of the log, as text; `undefined` where this node has none at hand. */
  readonly newestCheckpoint: () => string | undefined;
  readonly jobRequests: ApiJobRequests;
  /** What the API asks of the drift watch. */
  readonly driftRequests: ApiDriftRequests;
  /** Tells who a bearer token speaks for. */
  readonly validateToken: (token: string) => Promise<Principal | TokenRefusal>;
  /** How often one caller may ask. */
  readonly callerRate: Pick<CallerRate, 'secondsToWait'>;
  /** Calls the listener whenever what callers may do has changed, until the answer is called. */
  readonly onRightsChanged: (listener: () => void) => () => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly settings: ApiSettings;
}

export interface ApiSettings {
  /** Whether signed-in callers may ask for the schema. */
  readonly introspection: boolean;
  /** Origins (`https://host[:port]`) of the web pages that may open WebSocket connections. */
  readonly allowedOrigins: readonly string[];
  /** Proxies of ours between the callers and this server; X-Forwarded-For is ignored at 0. */
  readonly trustedProxies: number;
}

/** Injection token of the {@link ApiParts}. */
export const API_PARTS = Symbol('ApiParts');
