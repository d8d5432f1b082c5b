import type { RecordedEvent } from '#event-store';
import { AppendOnlyFile } from './append-only-file.js';

/** One event of the log as noted outside the store: enough to name it, and to tell it from any other. */
export interface RegisteredEvent {
  readonly digest: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

const LINES_AT_ONCE = 5_000;

const LINE = /^([0-9a-f]{64}) (0|[1-9]\d{0,14}) (\S+) (\S+)$/;

/**
 * A file with a line for each event of the log, in order: digest, revision, stream, id. It holds no directory
 * values. Signed checkpoints vouch for its digests, so that a lost event can be named even when no other event
 * refers to it.
 */
export class EventRegister {
  private readonly file: AppendOnlyFile;
  private seen = 0;
  private waiting: string[] = [];

  /** Opens the file, or makes it. Lines after the first `signed`, which nothing vouches for, are noted anew. */
  constructor(path: string, signed: number) {
    this.file = new AppendOnlyFile(path, signed);
  }

  /** Takes the log's next event, from its very first; those that are on file already are passed over. */
  note(event: RecordedEvent, digest: string): void {
    this.seen += 1;
    if (this.seen <= this.file.linesAtStart) return;
    this.waiting.push(`${digest} ${event.revision} ${event.stream} ${event.id}\n`);
    if (this.waiting.length >= LINES_AT_ONCE) this.write();
  }

  /** Returns once all events noted are on disk. */
  flush(): void {
    this.write();
    this.file.flush();
  }

  close(): void {
    this.file.close();
  }

  private write(): void {
    const lines = this.waiting.join('');
    this.waiting = [];
    this.file.append(lines);
  }
}

/** The event on a line of the register, `undefined` where the line is none. */
export function parseRegisterLine(line: string): RegisteredEvent | undefined {
  const [, digest, revision, stream, id] = LINE.exec(line) ?? [];
  if (digest === undefined || revision === undefined || stream === undefined || id === undefined)
    return undefined;
  return { digest, revision: Number(revision), stream, id };
}
