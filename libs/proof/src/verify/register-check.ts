import type { RecordedEvent } from '#event-store';
import { parseRegisterLine, type RegisteredEvent } from '../checkpoint/event-register.js';
import { leafHashOfDigest, sameHash, type Hash } from '../merkle/hashing.js';
import { MerkleFrontier } from '../merkle/merkle-frontier.js';
import type { EventFault, EventFinding } from './findings.js';
import { LineReader } from './line-reader.js';

/** How far ahead an event is looked for that is not where it should be. */
const WINDOW = 500;

type StoredEvent = RegisteredEvent & Pick<RecordedEvent, 'position'>;

/**
 * Lays the log beside the register of its first `size` events, for which a checkpoint vouches, and names every
 * event that differs, is gone, was slipped in or has moved. Reads both once, and keeps a window of each only
 * where they differ; an event that moved farther than that counts as missing here and inserted there.
 */
export class RegisterCheck {
  private readonly frontier = new MerkleFrontier();
  private readonly lines: LineReader;
  private expected: RegisteredEvent[] = [];
  private stored: StoredEvent[] = [];
  private malformed = false;

  constructor(
    text: AsyncIterable<string>,
    private readonly size: number,
    private readonly root: Hash,
    private readonly report: (finding: EventFinding) => void,
  ) {
    this.lines = new LineReader(text);
  }

  /** Takes the log's next event. */
  async take({ stream, revision, id, position }: RecordedEvent, digest: string): Promise<void> {
    this.stored.push({ stream, revision, id, position, digest });
    await this.compare(WINDOW);
  }

  /**
   * To be called once the log has ended. Answers whether the register is the one that was signed: if it is not,
   * what was reported means nothing.
   */
  async end(): Promise<boolean> {
    await this.compare(1);
    do {
      for (const event of this.expected.splice(0)) this.tell(event, 'missing');
      await this.fill(WINDOW);
    } while (this.expected.length > 0);
    await this.lines.close();
    return !this.malformed && this.frontier.size === this.size && sameHash(this.frontier.root(), this.root);
  }

  /** Goes on as long as the fronts are the same event, or there is enough of the log to tell how they differ. */
  private async compare(enough: number): Promise<void> {
    for (;;) {
      if (this.expected.length === 0) await this.fill(1);
      const [expected] = this.expected;
      const [stored] = this.stored;
      if (stored === undefined) return;
      if (expected === undefined) {
        this.stored = [];
        return;
      }
      if (expected.digest !== stored.digest) {
        if (this.stored.length < enough) return;
        await this.fill(WINDOW);
        this.resolve(expected, stored);
      } else {
        this.expected.shift();
        this.stored.shift();
      }
    }
  }

  private resolve(expected: RegisteredEvent, stored: StoredEvent): void {
    const foundAt = this.stored.findIndex((event) => isSame(event, expected));
    const belongsAt = this.expected.findIndex((event) => isSame(event, stored));
    const samePlace = expected.stream === stored.stream && expected.revision === stored.revision;
    if (foundAt === 0 || (foundAt < 0 && belongsAt < 0 && samePlace)) {
      this.tell(stored, 'altered');
      this.drop(0, 0);
    } else if (foundAt > 0 && foundAt >= belongsAt && belongsAt > 0) {
      this.tell(this.stored[foundAt] ?? expected, 'reordered');
      this.drop(0, foundAt);
    } else if (foundAt > 0 && belongsAt > 0) {
      this.tell(stored, 'reordered');
      this.drop(belongsAt, 0);
    } else if (foundAt > 0) {
      this.tell(stored, 'inserted');
      this.stored.shift();
    } else {
      this.tell(expected, 'missing');
      this.expected.shift();
    }
  }

  private drop(expectedAt: number, storedAt: number): void {
    this.expected.splice(expectedAt, 1);
    this.stored.splice(storedAt, 1);
  }

  private async fill(count: number): Promise<void> {
    while (this.expected.length < count && this.frontier.size < this.size && !this.malformed) {
      const line = this.lines.next() ?? (await this.lines.nextFromText());
      const event = line === undefined ? undefined : parseRegisterLine(line);
      if (event === undefined) {
        this.malformed = true;
        return;
      }
      this.frontier.append(leafHashOfDigest(event.digest));
      this.expected.push(event);
    }
  }

  private tell(event: RegisteredEvent | StoredEvent, fault: EventFault): void {
    const { stream, revision, id } = event;
    const position = 'position' in event ? { position: event.position } : {};
    this.report({ subject: 'event', fault, stream, revision, id, ...position });
  }
}

function isSame(a: RegisteredEvent, b: RegisteredEvent): boolean {
  return a.digest === b.digest || a.id === b.id;
}
