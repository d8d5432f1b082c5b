import type { Logger } from 'pino';
import type { OpenReadModels, RebuildProgress } from '#projections';
import type { Clock } from '#runtime';

/** A rebuild under way, and since when. */
export interface RebuildUnderWay extends RebuildProgress {
  /** ISO 8601. */
  readonly startedAt: string;
}

/** How the last rebuild ended. One that failed has left the rows as they were. */
export interface EndedRebuild {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: 'completed' | 'failed';
}

/** Lets this node's read models be rebuilt in the background, one rebuild at a time, and tells how it gets on. */
export class NodeReadModels {
  private startedAt: string | undefined;
  private ended: EndedRebuild | undefined;

  /** A rebuild is given up when `signal` aborts. */
  constructor(
    private readonly readModels: Pick<OpenReadModels, 'position' | 'rebuild' | 'rebuildProgress'>,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly log: Pick<Logger, 'info' | 'error'>,
    private readonly signal: AbortSignal,
  ) {}

  /** How far this node has taken in the log; `undefined` before its first event. */
  get position(): string | undefined {
    return this.readModels.position();
  }

  /** The rebuild under way, if one is. */
  get rebuilding(): RebuildUnderWay | undefined {
    const progress = this.readModels.rebuildProgress();
    return progress && this.startedAt !== undefined ? { ...progress, startedAt: this.startedAt } : undefined;
  }

  /** The last rebuild that has ended since this node was started. */
  get lastRebuild(): EndedRebuild | undefined {
    return this.ended;
  }

  /** Begins a rebuild and answers at once; `false` where one is under way. `asked`: who asked, for the node's log. */
  beginRebuild(asked: object): boolean {
    if (this.startedAt !== undefined) return false;
    this.log.info(asked, 'The read models are being rebuilt.');
    void this.rebuild(this.now());
    return true;
  }

  private async rebuild(startedAt: string): Promise<void> {
    this.startedAt = startedAt;
    try {
      await this.readModels.rebuild(this.signal);
      this.ended = { startedAt, endedAt: this.now(), outcome: 'completed' };
      this.log.info('The read models have been rebuilt.');
    } catch (error) {
      this.ended = { startedAt, endedAt: this.now(), outcome: 'failed' };
      if (this.signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error({ reason }, 'The read models could not be rebuilt; the former ones go on.');
    } finally {
      this.startedAt = undefined;
    }
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
