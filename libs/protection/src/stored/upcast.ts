import { VERSION_CHAINS, type VersionChains } from './event-versions.js';
import { UnknownEventVersion } from './unknown-event-version.js';

/** An event's type, and its data as plain JSON. */
export interface StoredEvent {
  readonly type: string;
  readonly data: object;
}

/**
 * A stored event as if it had been written in its type's current version: the one way in which the log is read,
 * by deciders and projections alike. A type that this version does not know is handed back as it is: whoever
 * reads decides whether to skip it. Throws {@link UnknownEventVersion} on a version of a known type that is not.
 */
export function upcast(
  type: string,
  schemaVersion: number,
  data: object,
  chains: VersionChains = VERSION_CHAINS,
): StoredEvent {
  const chain = Object.hasOwn(chains, type) ? chains[type] : undefined;
  if (chain === undefined) return { type, data };
  if (!chain.knows(schemaVersion)) throw new UnknownEventVersion(type, schemaVersion);
  return { type, data: chain.upcast(schemaVersion, data) };
}
