import type { Logger } from 'pino';
import type { RightsRule } from '#access';
import type { Clock } from '#runtime';
import { InvalidSettingsError } from './settings.js';
import { parseRights, rightsText } from './rights-file.js';

/** How soon a change of the file is noticed. */
const LOOK_EVERY_MS = 1_000;

/**
 * The rules of the rights file, as it is now. What cannot be used is refused at the start; after that the last usable rules
 * hold, also where the file is gone, so that no slip of the editor gives anyone more than before.
 */
export class WatchedRights {
  private text: string | undefined;
  private current: readonly RightsRule[];
  private readonly listeners = new Set<() => void>();
  private complaint: string | undefined;

  /** Throws `InvalidSettingsError` where the file is there and cannot be used. */
  constructor(
    private readonly file: string,
    private readonly log: Pick<Logger, 'info' | 'error'>,
  ) {
    this.text = rightsText(file);
    this.current = this.text === undefined ? [] : parseRights(this.text, file);
  }

  get rules(): readonly RightsRule[] {
    return this.current;
  }

  /** Calls `listener` after each change of the rules, until the answer is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Looks at the file every second until `signal` aborts. */
  async follow(clock: Clock, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
      if (!signal.aborted) this.look();
    }
  }

  /** Takes in what the file says now. */
  look(): void {
    try {
      const text = rightsText(this.file);
      if (text === this.text) return this.settled();
      if (text === undefined) return this.complain('The rights file is gone; its last rules hold.');
      this.current = parseRights(text, this.file);
      this.text = text;
      this.settled();
      this.log.info({ rules: this.current.length }, 'The rights have changed.');
    } catch (error) {
      return this.complain(error instanceof InvalidSettingsError ? error.message : 'It cannot be read.');
    }
    for (const listener of this.listeners) listener();
  }

  private settled(): void {
    this.complaint = undefined;
  }

  /** Once for each fault, not at every look. */
  private complain(reason: string): void {
    if (reason === this.complaint) return;
    this.complaint = reason;
    this.log.error({ reason }, 'The rights file cannot be used; the last usable rules hold.');
  }
}
