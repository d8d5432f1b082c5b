import { decodeObject, isLink, parseKey, type DirectoryObject, type ObjectType } from '#catalogue';
import { evenPace, openGraphDirectory, staticTokens, type GraphDirectoryOptions } from '#directory/graph';
import type { Directory } from '#directory';
import { randomIds, seededRandom, systemClock } from '#runtime';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../apps/simulator/src/index.js';
import type { MapHead } from '../../libs/directory/src/head.contract.js';

/** A simulated tenant and the Graph adapter opened over it, without the one-second pace of the real service. */
export async function openSimulatedTenant(
  options: SimulatorOptions = {},
  directoryOptions: Partial<GraphDirectoryOptions> = {},
): Promise<{ readonly simulator: Simulator; readonly directory: Directory }> {
  const simulator = await startSimulator({ users: 300, ...options });
  const { clock = systemClock } = directoryOptions;
  const directory = openGraphDirectory({
    tenantId: simulator.tenantId,
    baseUrl: simulator.url,
    tokens: staticTokens('token of a test'),
    clock,
    random: seededRandom(1),
    ids: randomIds,
    pace: evenPace(clock, { conditionalAccess: 0 }),
    ...directoryOptions,
  });
  return { simulator, directory };
}

/** The objects of one type in a head. */
export function objectsIn(head: MapHead, type: ObjectType): readonly DirectoryObject[] {
  return head.keys(`${type}/`).flatMap((key) => {
    const ref = parseKey(key);
    return isLink(ref) ? [] : [decodeObject(type, ref.id, head.entries.get(key) ?? '')];
  });
}
