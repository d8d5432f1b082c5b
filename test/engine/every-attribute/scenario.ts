import { decodeObject, isLink, parseKey, type DirectoryObject } from '#catalogue';
import type { Directory } from '#directory';
import { openGraphDirectory, staticTokens } from '#directory/graph';
import { reportedChanges } from '#jobs';
import type { Change } from '#protection';
import { countedIds, seededRandom } from '#runtime';
import { startSimulator, type Simulator } from '../../../apps/simulator/src/index.js';
import { ADMINISTRATOR, ALL, EngineOver, granted, TENANT } from '../../support/engine.js';
import { furnish } from './furnish.js';
import { GraphIntruder } from './graph-intruder.js';

/** The engine over a simulated tenant of which there is a backup; an intruder does the rest. */
export class Scenario {
  private recovery = '';

  private constructor(
    private readonly simulator: Simulator,
    private readonly engine: EngineOver<Directory>,
    readonly intruder: GraphIntruder,
    private readonly backup: string,
    /** What the backup holds, by key. */
    readonly before: ReadonlyMap<string, DirectoryObject>,
    /** The keys of the links that the backup holds, with their values. */
    readonly linksBefore: ReadonlyMap<string, string>,
  ) {}

  static async open(): Promise<Scenario> {
    const simulator = await startSimulator({ tenantId: TENANT, users: 800 });
    const engine = new EngineOver<Directory>((clock) =>
      openGraphDirectory({
        tenantId: TENANT,
        baseUrl: simulator.url,
        tokens: staticTokens('known-good'),
        clock,
        random: seededRandom(1),
        ids: countedIds(),
      }),
    );
    await engine.connect();
    engine.startWorker();
    const intruder = new GraphIntruder(simulator.url);
    await furnish(intruder);
    const backup = await engine.takeBackup();
    const { objects, links } = await contentsOf(engine, backup);
    return new Scenario(simulator, engine, intruder, backup, objects, links);
  }

  /** The differences between the backup and the present. */
  async report(): Promise<readonly Change[]> {
    const options = { backupId: this.backup, scope: ALL };
    const { id } = granted(await this.engine.requests.startDifferenceReport(TENANT, options, ADMINISTRATOR));
    await this.engine.ended(id);
    return Array.fromAsync(reportedChanges(this.engine.aggregates, this.engine.vaults, id));
  }

  /** Recovers everything; throws where any change failed. */
  async recover(): Promise<void> {
    this.recovery = await this.engine.startRecovery(this.backup);
    await this.completed(this.recovery);
  }

  /** Undoes the recovery; throws where any change failed. */
  async undo(): Promise<void> {
    const options = { recoveryId: this.recovery, dryRun: false, reason: null };
    await this.completed(granted(await this.engine.requests.undoRecovery(TENANT, options, ADMINISTRATOR)).id);
  }

  async objectsNow(): Promise<ReadonlyMap<string, DirectoryObject>> {
    return (await this.contentsNow()).objects;
  }

  async linksNow(): Promise<ReadonlyMap<string, string>> {
    return (await this.contentsNow()).links;
  }

  async close(): Promise<void> {
    await this.engine.close();
    await this.simulator.close();
  }

  private async contentsNow() {
    return contentsOf(this.engine, await this.engine.takeBackup());
  }

  private async completed(id: string): Promise<void> {
    if ((await this.engine.ended(id)) === 'completed') return;
    throw new Error(JSON.stringify((await this.engine.recoveryState(id)).failedChanges));
  }
}

async function contentsOf(engine: EngineOver<Directory>, backup: string) {
  const root = (await engine.tenantState()).backups.get(backup)?.root ?? '';
  const objects = new Map<string, DirectoryObject>();
  const links = new Map<string, string>();
  for await (const { key, value } of engine.vaults.of(TENANT).snapshot(root).scan('')) {
    const ref = parseKey(key);
    if (isLink(ref)) links.set(key, value);
    else objects.set(key, decodeObject(ref.type, ref.id, value));
  }
  return { objects, links };
}
