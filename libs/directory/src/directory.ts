import type { Json, LinkRef, ObjectRef, DirectoryObject, ObjectType } from '#catalogue';

/** Reads the snapshot that the last sync left: a sync asks it what is already known. */
export interface HeadReader {
  get(key: string): Promise<string | undefined>;
  scan(prefix: string): AsyncIterable<{ readonly key: string; readonly value: string }>;
}

/** An edit that brings the head up to date. Keys and values are the catalogue's. */
export type HeadEdit =
  | { readonly edit: 'put'; readonly key: string; readonly value: string }
  | { readonly edit: 'delete'; readonly key: string }
  /** Everything below the prefix is about to be told anew. */
  | { readonly edit: 'clear'; readonly prefix: string };

/**
 * Why something of a type is missing. `count`: what was read is not as many as the tenant counts by another route.
 */
export type GapCause = 'permission' | 'licence' | 'error' | 'count';

/** An attribute that no object of a type could be read with. `noGraphApi`: nobody can read it. */
export interface UnreadAttribute {
  readonly attribute: string;
  readonly cause: 'noGraphApi' | 'permission' | 'licence' | 'error';
}

/** What a sync read of one object type, and what speaks for its being all: the stuff of a completeness certificate. */
export interface TypeCompleteness {
  readonly type: ObjectType;
  /** `full`: every object was read; `delta`: only what changed since the last sync. */
  readonly mode: 'full' | 'delta';
  readonly pages: number;
  readonly objects: number;
  readonly links: number;
  /** The live objects as the tenant counts them by another route than the reading; absent where there is none. */
  readonly counted?: number;
  /** Why something of this type could not be read; empty when all was. The detail holds no directory values. */
  readonly gaps: readonly { readonly cause: GapCause; readonly detail: string }[];
  readonly unread: readonly UnreadAttribute[];
  /**
   * Where attributes are refreshed in rotation: no state of them is older; `null` while some object's was never read.
   */
  readonly rotatedSince?: Date | null;
  /**
   * Whether the change of an object or link is told otherwise than by reading everything. Present where everything was
   * read although a delta query was there: whatever else differs from the head, in what is read with its object, has
   * escaped that query.
   */
  readonly isTold?: (of: ObjectRef | LinkRef) => boolean;
}

/** Where the next sync goes on. Opaque text; holds no directory values. */
export type SyncToken = string;

export interface SyncRequest {
  /** `undefined`: read everything. */
  readonly token: SyncToken | undefined;
  readonly head: HeadReader;
  /** Told as the sync goes on; `objects` counts objects and links read so far. */
  readonly onProgress?: (progress: { readonly objects: number }) => void;
  readonly signal: AbortSignal;
}

export interface SyncResult {
  readonly token: SyncToken;
  readonly completeness: readonly TypeCompleteness[];
  /** The moment up to which changes are surely included. */
  readonly syncedAt: Date;
}

/** One change to send to the tenant. Values are canonical; the adapter writes them the way Graph wants them. */
export type TenantChange =
  | { readonly change: 'update'; readonly object: ObjectRef; readonly set: Readonly<Record<string, Json>> }
  /**
   * Makes an object again; `object` is what it was, by its old id. A user gets a password that nobody is ever told. Never
   * made twice: where the answer is lost, the outcome is `doubtful`, and nothing is sent again.
   */
  | { readonly change: 'create'; readonly object: ObjectRef; readonly set: Readonly<Record<string, Json>> }
  | { readonly change: 'restore'; readonly object: ObjectRef }
  | { readonly change: 'softDelete'; readonly object: ObjectRef }
  | { readonly change: 'addLink'; readonly link: LinkRef; readonly value: string }
  | { readonly change: 'updateLink'; readonly link: LinkRef; readonly value: string }
  | { readonly change: 'removeLink'; readonly link: LinkRef };

/** The ids of an object that has been made. */
export interface NewIds {
  readonly id: string;
  /** Of applications: the application (client) id. */
  readonly appId?: string;
}

/** What became of one change. */
export type ChangeOutcome =
  | { readonly outcome: 'applied' }
  /** A new object has been made. */
  | { readonly outcome: 'created'; readonly ids: NewIds }
  /** Nothing to do: the tenant was so already (a member that is there, an object that is live). */
  | { readonly outcome: 'unchanged' }
  /** The tenant refused for good. `message` is free of directory values. */
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  /** Not sent, or surely without effect: may be sent again (throttled past patience, no connection). */
  | { readonly outcome: 'notSent'; readonly message: string }
  /** The answer was lost: it may have taken effect, or may yet within {@link Directory.longestRequestMs}. */
  | { readonly outcome: 'doubtful' };

/** Which part of the tenant's audit log to read. */
export interface AuditInterval {
  readonly from: Date;
  readonly until: Date;
  /** No more records than this are read. */
  readonly atMost: number;
}

/** A change that the tenant's own audit log tells of. Ids are in lower case. */
export interface AuditRecord {
  /** ISO 8601. */
  readonly at: string;
  /** Microsoft's name of what was done. */
  readonly activity: string;
  readonly actor: {
    readonly kind: 'user' | 'application';
    /** A user's object id or an application's id; `null` for services that have none. */
    readonly id: string | null;
    readonly name: string | null;
  };
  /** Ids of the objects that it was done to. */
  readonly targets: readonly string[];
}

/** Whether an interval of the audit log was told whole, and why not. */
export type AuditsEnd =
  | { readonly whole: true }
  | { readonly whole: false; readonly cause: 'permission' | 'licence' | 'error' | 'tooMany' };

/** The tenant port: reads a directory and writes changes to it. */
export interface Directory {
  /**
   * Yields the edits that turn the head into the tenant's present state, then returns the next token.
   * Falls back to a full read by itself when the token has expired. Throws {@link DirectoryUnavailableError}
   * when the tenant cannot be read; nothing yielded until then may be kept.
   */
  sync(request: SyncRequest): AsyncGenerator<HeadEdit, SyncResult>;
  /** The objects as they are now, each with all its links when `links` is asked; absent ones are left out. */
  read(
    objects: readonly ObjectRef[],
    options: { readonly links: boolean; readonly signal: AbortSignal },
  ): Promise<
    readonly {
      readonly object: DirectoryObject;
      readonly links: readonly { readonly link: LinkRef; readonly value: string }[];
    }[]
  >;
  /**
   * Sends the changes (any number; packed as Graph allows) and answers one outcome each, in order. Changes of
   * one object are sent in the order given, others in any order. Never deletes for good: refuses a
   * `softDelete` of an object that has no soft delete.
   */
  apply(changes: readonly TenantChange[], signal: AbortSignal): Promise<readonly ChangeOutcome[]>;
  /**
   * The live objects that could be what `create` with these values has made, or would make twice: those of the type that
   * have the same name (and what else tells them apart). Absent where nothing can be made. Throws {@link DirectoryUnavailableError} when the tenant cannot
   * be read.
   */
  namesakes?(
    type: ObjectType,
    set: Readonly<Record<string, Json>>,
    signal: AbortSignal,
  ): Promise<readonly NewIds[]>;
  /**
   * What the tenant's audit log tells of an interval, newest first; absent where the tenant has none. Entries appear
   * in it minutes after the change.
   * Throws {@link DirectoryUnavailableError} when the tenant cannot be read.
   */
  audits?(interval: AuditInterval, signal: AbortSignal): AsyncGenerator<AuditRecord, AuditsEnd>;
  /**
   * Who holds each directory role (by its definition's id), of itself: users, groups, service principals. `undefined` where
   * that cannot be read; absent where the tenant has no roles.
   */
  roleHolders?(signal: AbortSignal): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined>;
  /** No request lives longer than this: what is in doubt is certain after it. */
  readonly longestRequestMs: number;
}

/** The tenant could not be read. `code` is Graph's error code or `network`; the message holds no directory values. */
export class DirectoryUnavailableError extends Error {
  override readonly name = 'DirectoryUnavailableError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
