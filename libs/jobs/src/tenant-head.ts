import type { Directory, TypeCompleteness } from '#directory';
import type { Root, Vault } from '#vault';
import { VaultDamagedError } from '#vault';
import { countDisagreements } from './disagreements.js';

/** How completely a type was read, in a form that can be stored. */
export interface HeadCompleteness extends Omit<TypeCompleteness, 'isTold' | 'rotatedSince'> {
  /** ISO 8601. */
  readonly rotatedSince?: string | null;
  /** What a whole reading found changed that the delta query had not told of. */
  readonly disagreements?: number;
}

/** The snapshot that the last sync left, and where the next one goes on. */
export interface Head {
  readonly root: Root;
  /** Opaque: the directory's. */
  readonly token: string;
  /** ISO 8601: all changes up to this moment are in. */
  readonly syncedAt: string;
  readonly completeness: readonly HeadCompleteness[];
}

const REFERENCE = 'head';

/**
 * A tenant's head: brings it up to date, one sync at a time. The head is a cache of the tenant: where it is
 * lost or damaged, the next sync reads everything anew.
 */
export class TenantHead {
  private latest: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly vault: Vault,
    private readonly directory: Directory,
  ) {}

  /** Syncs with the tenant, after whatever sync is under way. */
  synchronise(signal: AbortSignal): Promise<Head> {
    return this.alone(() => this.synchroniseNow(signal));
  }

  /** Runs `work` while no sync of this tenant is under way in this process. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.latest.then(work, work);
    this.latest = turn.catch(() => undefined);
    return turn;
  }

  /** The head as it was left, or `undefined` where there is none that can be read. */
  async current(): Promise<Head | undefined> {
    try {
      const text = await this.vault.readReference(REFERENCE);
      if (text === undefined) return undefined;
      const head = JSON.parse(text) as Head;
      await this.vault.snapshot(head.root).counts();
      return head;
    } catch (error) {
      if (error instanceof VaultDamagedError) return undefined;
      throw error;
    }
  }

  private async synchroniseNow(signal: AbortSignal): Promise<Head> {
    const known = await this.current();
    try {
      return await this.synchroniseFrom(known, signal);
    } catch (error) {
      if (known !== undefined && error instanceof VaultDamagedError)
        return this.synchroniseFrom(undefined, signal);
      throw error;
    }
  }

  private async synchroniseFrom(known: Head | undefined, signal: AbortSignal): Promise<Head> {
    const base = known && this.vault.snapshot(known.root);
    const editor = this.vault.edit(known?.root);
    const edits = this.directory.sync({
      token: known?.token,
      head: {
        get: async (key) => base?.get(key),
        scan: (prefix) => base?.scan(prefix) ?? nothing(),
      },
      signal,
    });
    let next = await edits.next();
    while (!next.done) {
      const edit = next.value;
      if (edit.edit === 'put') editor.put(edit.key, edit.value);
      else if (edit.edit === 'delete') editor.delete(edit.key);
      else editor.clear(edit.prefix);
      await editor.room();
      next = await edits.next();
    }
    const { token, syncedAt, completeness } = next.value;
    const root = await editor.commit();
    const stored = completeness.map((read) => storedCompleteness(this.vault, read, known?.root, root));
    const head: Head = {
      root,
      token,
      syncedAt: syncedAt.toISOString(),
      completeness: await Promise.all(stored),
    };
    await this.vault.writeReference(REFERENCE, JSON.stringify(head));
    return head;
  }
}

async function storedCompleteness(
  vault: Vault,
  { isTold, rotatedSince, ...read }: TypeCompleteness,
  before: Root | undefined,
  after: Root,
): Promise<HeadCompleteness> {
  return {
    ...read,
    ...(rotatedSince !== undefined && { rotatedSince: rotatedSince?.toISOString() ?? null }),
    ...(isTold &&
      before !== undefined && {
        disagreements: await countDisagreements(vault, { before, after, type: read.type, isTold }),
      }),
  };
}

async function* nothing(): AsyncGenerator<never> {}
