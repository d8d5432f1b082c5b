import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { eventDigest, type EventStore, type RecordedEvent } from '#event-store';
import type { Clock } from '#runtime';
import { EMPTY_ROOT, leafHashOfDigest, sameHash, type Hash } from '../merkle/hashing.js';
import { MerkleFrontier } from '../merkle/merkle-frontier.js';
import { CheckpointFile, newestNoteIn } from './checkpoint-file.js';
import { EventRegister } from './event-register.js';
import { NotePoster } from './note-poster.js';
import { openNote, signCheckpoint } from './signed-note.js';

/** What went wrong while checkpoints were written; none of it stops the product. */
export type CheckpointProblem =
  /** The log is no longer the one that the file's last checkpoint was signed for: nothing more is signed. */
  | { readonly code: 'LogContradictsCheckpoint'; readonly treeSize: number }
  /** The file's last line is no checkpoint of this key and origin: nothing is signed. */
  | { readonly code: 'CheckpointFileUnusable' }
  /** Another process writes to the same file: this one has stopped. */
  | { readonly code: 'CheckpointFileShared' }
  /** The log could not be followed, or the file not be written to. */
  | { readonly code: 'CheckpointNotWritten'; readonly error: unknown }
  | { readonly code: 'CheckpointNotPosted'; readonly error: unknown };

/** What a writer follows, what it signs with, and where it puts what it signs. */
export interface CheckpointWriterOptions {
  readonly store: Pick<EventStore, 'subscribe'>;
  readonly clock: Clock;
  /** Names the log, for example `known-good/production`: part of what is signed, so it must not change. */
  readonly origin: string;
  /** Ed25519; see `readOrCreateCheckpointKey`. */
  readonly privateKey: KeyObject;
  /** Where signed checkpoints are added, best on another disk than the store's. One writer a file. */
  readonly file: string;
  /** Where a line for each event is kept, some 150 bytes; see {@link EventRegister}. */
  readonly registerFile?: string | undefined;
  /** Where each checkpoint is posted as well: https, or http on this machine. */
  readonly webhookUrl?: string | undefined;
  /** A checkpoint is due after so many new events. Default 1,000. */
  readonly everyEvents?: number | undefined;
  /** A checkpoint is due after so many milliseconds with new events. Default 60,000. */
  readonly everyMs?: number | undefined;
  readonly onProblem: (problem: CheckpointProblem) => void;
}

/** A writer at work. */
export interface CheckpointWriter {
  /** Signs what it has seen and not signed yet, and stops. */
  close(): Promise<void>;
}

/**
 * Follows the log and signs what it is, every so many events and seconds, into a file outside the store: whoever
 * rewrites the store later is found out by that file. First the whole log is read, and must still give the root
 * of the file's last checkpoint; a log that contradicts it is never signed. Throws on a file, an address or a key
 * that cannot be used.
 */
export function openCheckpointWriter(options: CheckpointWriterOptions): CheckpointWriter {
  return new FollowingWriter(options);
}

interface Signed {
  readonly treeSize: number;
  readonly rootHash: Hash;
}

class FollowingWriter implements CheckpointWriter {
  private readonly stop = new AbortController();
  private readonly frontier = new MerkleFrontier();
  private readonly poster: NotePoster | undefined;
  private readonly file: CheckpointFile;
  private readonly register: EventRegister | undefined;
  private last: Signed;
  /** Whether the whole log has been read and found to be the one that was signed before. */
  private agreed = false;
  private readonly work: Promise<unknown>;

  constructor(private readonly options: CheckpointWriterOptions) {
    const { webhookUrl, clock, registerFile, onProblem } = options;
    const notPosted = (error: unknown): void => onProblem({ code: 'CheckpointNotPosted', error });
    this.poster = webhookUrl === undefined ? undefined : new NotePoster(webhookUrl, clock, notPosted);
    const last = lastSigned(options);
    this.last = last ?? { treeSize: 0, rootHash: EMPTY_ROOT };
    this.file = new CheckpointFile(options.file);
    this.register =
      registerFile === undefined ? undefined : new EventRegister(registerFile, this.last.treeSize);
    if (last === undefined) onProblem({ code: 'CheckpointFileUnusable' });
    this.work = last === undefined ? Promise.resolve() : Promise.all([this.follow(), this.watchTime()]);
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.work;
    this.sign();
    await this.poster?.close();
    this.file.close();
    this.register?.close();
  }

  private async follow(): Promise<void> {
    try {
      for await (const item of this.options.store.subscribe({ signal: this.stop.signal })) {
        if (item.kind === 'event') this.add(item.event);
        else this.agreed = true;
        if (this.contradictsLast(item.kind === 'caughtUp')) {
          this.agreed = false;
          this.options.onProblem({ code: 'LogContradictsCheckpoint', treeSize: this.last.treeSize });
          return;
        }
        if (this.newEvents >= (this.options.everyEvents ?? 1_000)) this.sign();
      }
    } catch (error) {
      this.options.onProblem({ code: 'CheckpointNotWritten', error });
    }
  }

  private async watchTime(): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      await this.options.clock.sleep(this.options.everyMs ?? 60_000, signal).catch(() => undefined);
      if (!signal.aborted) this.sign();
    }
  }

  private add(event: RecordedEvent): void {
    const digest = eventDigest(event);
    this.frontier.append(leafHashOfDigest(digest));
    this.register?.note(event, digest);
  }

  private contradictsLast(atEnd: boolean): boolean {
    const { treeSize, rootHash } = this.last;
    if (this.frontier.size === treeSize) return !sameHash(this.frontier.root(), rootHash);
    return atEnd && this.frontier.size < treeSize;
  }

  private get newEvents(): number {
    return this.frontier.size - this.last.treeSize;
  }

  private sign(): void {
    if (!this.agreed || this.newEvents === 0) return;
    if (this.file.isShared) {
      this.agreed = false;
      this.options.onProblem({ code: 'CheckpointFileShared' });
      return;
    }
    const { origin, clock, privateKey } = this.options;
    const signed = { treeSize: this.frontier.size, rootHash: this.frontier.root() };
    try {
      const note = signCheckpoint({ origin, ...signed, at: clock.now().toISOString() }, privateKey);
      // The register first: a checkpoint never vouches for lines that a crash could still take away.
      this.register?.flush();
      this.file.append(note);
      this.last = signed;
      this.poster?.post(note);
    } catch (error) {
      this.options.onProblem({ code: 'CheckpointNotWritten', error });
    }
  }
}

/** What the file's last note vouches for; `undefined` where it vouches for nothing under this key and origin. */
function lastSigned({ file, privateKey, origin }: CheckpointWriterOptions): Signed | undefined {
  const note = existsSync(file) ? newestNoteIn(file) : undefined;
  if (note === undefined) return { treeSize: 0, rootHash: EMPTY_ROOT };
  const checkpoint = openNote(note, createPublicKey(privateKey));
  return typeof checkpoint === 'object' && checkpoint.origin === origin ? checkpoint : undefined;
}
