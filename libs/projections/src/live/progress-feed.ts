import type { RecordedEvent } from '#event-store';
import type { Clock } from '#runtime';
import { toDomainEvent } from '../projection/domain-event.js';
import type { ViewTables } from '../projection/view-tables.js';
import type { JobProgressView, LiveProgress } from '../progress.js';
import { differenceReportProgress, recoveryProgress } from './job-progress.js';
import { Pace } from './pace.js';

/** No reader gets messages faster than this: a screen cannot show more. */
const BETWEEN_MESSAGES_MS = 100;

/** Tells readers how jobs get on. Holds no messages: whoever is slow finds the newest state when it looks again. */
export class ProgressFeed implements LiveProgress {
  private readonly paces = new Map<string, Pace>();
  private readonly readers = new Map<string, Set<() => void>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly views: ViewTables,
    private readonly clock: Clock,
  ) {}

  progress(jobId: string): JobProgressView | undefined {
    const report = this.views.differenceReports.find(jobId);
    if (report) return differenceReportProgress(report);
    const recovery = this.views.recoveries.find(jobId);
    return recovery && recoveryProgress(recovery, this.paces.get(jobId)?.ratePerSecond ?? null);
  }

  followProgress(jobId: string, signal: AbortSignal): AsyncIterable<JobProgressView> {
    return {
      [Symbol.asyncIterator]: () => {
        const leaving = new AbortController();
        const messages = this.messages(jobId, AbortSignal.any([signal, leaving.signal, this.closing.signal]));
        return {
          next: () => messages.next(),
          return: () => {
            leaving.abort();
            return messages.return();
          },
        };
      },
    };
  }

  /** To be told of each batch of events once its rows can be read. */
  applied(events: readonly RecordedEvent[]): void {
    const jobs = new Set(events.flatMap((event) => jobOf(event) ?? []));
    for (const jobId of jobs) {
      this.notePace(jobId);
      for (const wake of this.readers.get(jobId) ?? []) wake();
    }
  }

  /** Lets all readers go. */
  close(): void {
    this.closing.abort();
  }

  private async *messages(jobId: string, signal: AbortSignal): AsyncGenerator<JobProgressView, void> {
    const news = new News();
    const stop = this.wakeOnNews(jobId, signal, () => news.arrived());
    try {
      while (!signal.aborted) {
        const message = this.progress(jobId);
        if (message) {
          yield message;
          if (message.ended) return;
          await this.pause(signal);
        }
        await news.next();
      }
    } finally {
      stop();
    }
  }

  private wakeOnNews(jobId: string, signal: AbortSignal, wake: () => void): () => void {
    const readers = this.readers.get(jobId) ?? new Set();
    this.readers.set(jobId, readers.add(wake));
    signal.addEventListener('abort', wake);
    return () => {
      signal.removeEventListener('abort', wake);
      readers.delete(wake);
      if (readers.size === 0) this.readers.delete(jobId);
    };
  }

  private async pause(signal: AbortSignal): Promise<void> {
    try {
      await this.clock.sleep(BETWEEN_MESSAGES_MS, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private notePace(jobId: string): void {
    const recovery = this.views.recoveries.find(jobId);
    if (recovery === undefined) return;
    if (recovery.view.endedAt !== null) {
      this.paces.delete(jobId);
      return;
    }
    const pace = this.paces.get(jobId) ?? new Pace();
    this.paces.set(jobId, pace);
    if (recovery.view.plannedSteps !== null) pace.note(recovery.at, recovery.view.settledSteps);
  }
}

/** Remembers that something has happened until it is asked for. */
class News {
  private pending = Promise.withResolvers<void>();

  arrived(): void {
    this.pending.resolve();
  }

  async next(): Promise<void> {
    await this.pending.promise;
    this.pending = Promise.withResolvers();
  }
}

/** The job that an event is about; `undefined` for all others. */
function jobOf(recorded: RecordedEvent): string | undefined {
  const domainEvent = toDomainEvent(recorded);
  if (domainEvent === undefined || domainEvent.category === 'backup') return undefined;
  if (domainEvent.category !== 'tenant') return domainEvent.id;
  const { event } = domainEvent;
  return event.type === 'JobStarted' || event.type === 'JobEnded' ? event.data.jobId : undefined;
}
