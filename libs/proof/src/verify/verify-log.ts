import type { KeyObject } from 'node:crypto';
import { eventDigest, type RecordedEvent } from '#event-store';
import { leafHashOfDigest } from '../merkle/hashing.js';
import { MerkleFrontier } from '../merkle/merkle-frontier.js';
import { CheckpointCheck, type CheckpointFigures } from './checkpoint-check.js';
import { FindingList } from './finding-list.js';
import type { EventFinding, Finding } from './findings.js';
import { RegisterCheck } from './register-check.js';
import { StreamCheck } from './stream-check.js';

/** What was kept outside the store. */
export interface OutsideRecord {
  /** Signed checkpoints in the order in which they were written. */
  readonly notes: Iterable<string>;
  readonly publicKey: KeyObject;
  /** The register of events, in pieces of text; with it every event that a checkpoint covers can be named. */
  readonly register?: AsyncIterable<string> | undefined;
}

/** What {@link verifyLog} found, and how much it looked at. */
export interface LogVerdict extends CheckpointFigures {
  readonly intact: boolean;
  readonly findings: readonly Finding[];
  /** Findings beyond those listed. */
  readonly moreFindings: number;
  readonly events: number;
  readonly streams: number;
}

/**
 * Checks that a whole log, read from its beginning, is the one that was appended, and names every event that is
 * not: stream, revision, id, position, and what is wrong with it. Each stream's chain shows what was changed
 * inside it; the checkpoints kept outside show a chain that was rebuilt, an end that was cut off, an old or
 * another store in place of this one, and, with the register, which events these are. The digest that a store keeps
 * beside each event is computed anew and compared.
 *
 * Reads the log once and keeps two digests for each stream. Events after the last checkpoint are vouched for by
 * their chains alone, and the last event of each of these streams by nothing.
 */
export async function verifyLog({
  events,
  outside,
}: {
  readonly events: AsyncIterable<RecordedEvent>;
  readonly outside?: OutsideRecord | undefined;
}): Promise<LogVerdict> {
  return new LogCheck(outside).run(events);
}

class LogCheck {
  private readonly findings = new FindingList<Finding>();
  private readonly ofChains = new FindingList<Finding>();
  private readonly ofRegister = new FindingList<Finding>();
  private readonly ofDigests = new FindingList<EventFinding>();
  private readonly streams = new Map<string, StreamCheck>();
  private readonly frontier = new MerkleFrontier();
  private readonly checkpoints: CheckpointCheck | undefined;
  private readonly register: RegisterCheck | undefined;

  constructor(outside: OutsideRecord | undefined) {
    if (outside === undefined) return;
    const checkpoints = new CheckpointCheck(outside.notes, outside.publicKey, this.findings.add);
    this.checkpoints = checkpoints;
    const size = checkpoints.largestSize;
    const root = checkpoints.rootAt(size);
    if (outside.register !== undefined && root !== undefined)
      this.register = new RegisterCheck(outside.register, size, root, this.ofRegister.add);
  }

  async run(events: AsyncIterable<RecordedEvent>): Promise<LogVerdict> {
    await this.read(events);
    for (const stream of this.streams.values()) stream.end();
    const figures = this.checkpoints?.end(this.frontier.size);
    await this.addEventFindings();
    return {
      intact: this.findings.kept.length === 0,
      findings: this.findings.kept,
      moreFindings: this.findings.more,
      events: this.frontier.size,
      streams: this.streams.size,
      ...(figures ?? { checkpoints: 0, agreeing: 0, provedEvents: 0 }),
    };
  }

  private async read(events: AsyncIterable<RecordedEvent>): Promise<void> {
    this.checkpoints?.grown(0, () => this.frontier.root());
    for await (const event of this.whileReadable(events)) {
      const digest = eventDigest(event);
      this.frontier.append(leafHashOfDigest(digest));
      this.checkpoints?.grown(this.frontier.size, () => this.frontier.root());
      this.stream(event.stream).take(event, digest, this.frontier.size);
      this.compareNoted(event, digest);
      await this.register?.take(event, digest);
    }
  }

  /** Reading fails on a damaged row or page. What the error quotes may be event data, so it is not passed on. */
  private async *whileReadable(events: AsyncIterable<RecordedEvent>): AsyncGenerator<RecordedEvent> {
    let position: string | undefined;
    try {
      for await (const event of events) {
        position = event.position;
        yield event;
      }
    } catch {
      this.findings.add({ subject: 'event', fault: 'unreadable', position });
    }
  }

  private compareNoted({ stream, revision, id, position, notedDigest }: RecordedEvent, digest: string): void {
    if (notedDigest === undefined || notedDigest === digest) return;
    this.ofDigests.add({ subject: 'event', fault: 'otherDigest', stream, revision, id, position });
  }

  private stream(name: string): StreamCheck {
    const check = this.streams.get(name) ?? new StreamCheck(this.ofChains.add, this.provedSize);
    this.streams.set(name, check);
    return check;
  }

  private readonly provedSize = (): number => this.checkpoints?.provedSize ?? 0;

  /** The register knows best what an event was, so what it says of a place stands for what the chain says. */
  private async addEventFindings(): Promise<void> {
    const told = new Set<string>();
    if (this.register !== undefined) {
      if (await this.register.end()) {
        this.findings.addAll(this.ofRegister);
        for (const finding of this.ofRegister.kept) told.add(placeOf(finding));
      } else {
        this.findings.add({ subject: 'register', fault: 'notVouchedFor' });
      }
    }
    this.findings.addAll(this.ofChains, (finding) => told.has(placeOf(finding)));
    const explained = new Set(this.findings.kept.map(streamOf));
    this.findings.addAll(this.ofDigests, (finding) => explained.has(finding.stream));
  }
}

function streamOf(finding: Finding): string | undefined {
  return finding.subject === 'event' ? finding.stream : undefined;
}

function placeOf(finding: Finding): string {
  return finding.subject === 'event' ? `${finding.stream}@${finding.revision}` : '';
}
