import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Vault } from '#vault';
import type { Clock } from '#runtime';

/** How often a worker shows that it is alive. */
const BEAT_MS = 2_000;
/** A worker that has shown no sign of life for this long, by the observer's own clock, is gone. */
const GONE_AFTER_MS = 15_000;

/** What a worker shows of itself. */
interface Sign {
  /** Where the process number means something: the machine, and on Linux the container. */
  readonly host: string;
  readonly pid: number;
  /** Another number at each beat: only that it changes counts, so that clocks need not agree. */
  readonly beat: number;
}

export interface WorkerPresenceOptions {
  /** Where all workers can read each other's signs. */
  readonly vault: Pick<Vault, 'readReference' | 'writeReference'>;
  readonly clock: Clock;
  readonly workerId: string;
  /** Whether a process of this machine is alive. Default: asks the operating system. */
  readonly isAlive?: (pid: number) => boolean;
}

/**
 * Tells workers that are alive from those that are gone, so that work is taken over from the dead alone. A wrong
 * guess (a worker that was only paused) does no harm: it finds itself fenced off at its next event.
 */
export class WorkerPresence {
  private readonly seen = new Map<string, { readonly text: string; readonly since: number }>();
  private beats = 0;

  constructor(private readonly options: WorkerPresenceOptions) {}

  /** One sign of life; to be given before any work is taken. */
  async beat(): Promise<void> {
    this.beats += 1;
    const sign: Sign = { host: HERE, pid: process.pid, beat: this.beats };
    await this.options.vault.writeReference(referenceOf(this.options.workerId), JSON.stringify(sign));
  }

  /** Gives signs of life until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.options.clock.sleep(BEAT_MS, signal).catch(() => undefined);
      if (!signal.aborted) await this.beat();
    }
  }

  /** Whether another worker is surely or very probably gone. */
  async isGone(workerId: string): Promise<boolean> {
    if (workerId === this.options.workerId) return false;
    const text = await this.options.vault.readReference(referenceOf(workerId));
    if (text === undefined || this.isDeadProcess(JSON.parse(text) as Sign)) return true;
    const now = this.options.clock.now().getTime();
    const before = this.seen.get(workerId);
    if (before?.text === text) return now - before.since >= GONE_AFTER_MS;
    this.seen.set(workerId, { text, since: now });
    return false;
  }

  /** On the same machine the operating system knows at once. A process that bears our own number is a former one. */
  private isDeadProcess({ host, pid }: Sign): boolean {
    if (host !== HERE) return false;
    const isAlive = this.options.isAlive ?? processIsAlive;
    return pid === process.pid || !isAlive(pid);
  }
}

/** Containers may share a host name, and then number their processes alike. */
function processSpace(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

const HERE = processSpace();

const referenceOf = (workerId: string): string => `worker-${workerId}`;

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
