import type { JsonObject } from '#catalogue';
import type { IdTable } from './id-table.js';

/** What a delta round has said of objects; it may say it twice, and in any order. */
export interface DeltaRound {
  /** Whether the round tells everything there is, so that links come complete. */
  readonly initial: boolean;
  /** Said to be soft-deleted. */
  readonly removed: Set<string>;
  /** Told with their properties. */
  readonly told: IdTable<true>;
  /** Not known before, and told without the properties that were never set: the rest must be read. */
  readonly partial: Map<string, JsonObject>;
  /** Live again or new: their links must be read as a whole. */
  readonly returned: Set<string>;
  /** Gone for good; nothing said of them counts any more. */
  readonly gone: Set<string>;
}
