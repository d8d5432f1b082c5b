import { isLink, linkKey, objectKey, parseKey, type Json } from '#catalogue';
import type { TenantChange } from '#directory';
import { verifyChain, type RecordedEvent } from '#event-store';
import { decodeStep, STEP_PREFIX, type PlannedStep } from '#protection';
import { openVaults, VaultDamagedError, type BlobStore, type Vault } from '#vault';
import { plainVault } from './plain-vault.ts';
import type { Effect, Sent, State } from './sim-tenant.ts';
import { EMERGENCY, type World } from './world.ts';

/** An invariant of the specification that a run has broken, and how. */
export interface Broken {
  readonly invariant: string;
  readonly how: string;
}

/** What the run itself knows. */
export interface RunFacts {
  /** The tenant as the backup's sync was told it. */
  readonly atBackup: State | undefined;
  /** Whether every job came to an end. */
  readonly isOver: boolean;
}

/** Checks all invariants on what has really happened: the log, the tenant's own history, the disk. */
export async function brokenInvariants(world: World, facts: RunFacts): Promise<readonly Broken[]> {
  const check = new RunCheck(world, facts);
  await check.all();
  return check.broken;
}

interface PlanStep {
  readonly number: number;
  readonly step: PlannedStep;
}

/** What one recovery's stream tells, folded here anew and not by the engine. */
interface RecoveryHistory {
  /** Whether something happened in this recovery's time: no two have the same. */
  readonly isWithin: (tick: number) => boolean;
  readonly steps: readonly PlanStep[];
  readonly isPlanned: boolean;
  /** The first intent of each step, by its place in the order of all that happened. */
  readonly intents: ReadonlyMap<number, number>;
  readonly results: ReadonlyMap<number, readonly RecordedEvent[]>;
  readonly end: { readonly event: RecordedEvent; readonly tick: number } | undefined;
}

const ENDS = new Set(['RecoveryCompleted', 'RecoveryCancelled', 'RecoveryFailed']);
const RESULTS = new Set(['RecoveryStepApplied', 'RecoveryStepFailed', 'RecoveryStepSkipped']);
const VAULT_KEY = Buffer.alloc(32, 7);

class RunCheck {
  readonly broken: Broken[] = [];
  private readonly world: World;
  private readonly facts: RunFacts;

  constructor(world: World, facts: RunFacts) {
    this.world = world;
    this.facts = facts;
  }

  async all(): Promise<void> {
    // A recovery whose plan is hurt while steps are in doubt is held: nobody can tell what became of them.
    const isHeld =
      this.world.disk.isDamaged && this.world.told.some((each) => each.includes('VaultDamagedError'));
    this.expect(this.facts.isOver || isHeld, 'I6', 'A job has not ended.');
    this.oneJobAtATime();
    await this.chains();
    await this.backups();
    this.emergencyAccounts();
    for (const stream of this.world.log.names())
      if (stream.startsWith('recovery-')) await this.recovery(stream);
  }

  private expect(holds: boolean, invariant: string, how: string): void {
    if (!holds) this.broken.push({ invariant, how });
  }

  private oneJobAtATime(): void {
    let running = 0;
    for (const { type } of this.world.log.stream(`tenant-${this.world.tenantId}`)) {
      if (type === 'JobStarted') running += 1;
      if (type === 'JobEnded') running -= 1;
      this.expect(running === 0 || running === 1, 'I7', `${running} jobs run at once.`);
    }
  }

  private async chains(): Promise<void> {
    for (const stream of this.world.log.names()) {
      const verdict = await verifyChain(this.world.log.stream(stream));
      this.expect(verdict.intact, 'I9', `The chain of ${stream} is broken.`);
    }
  }

  /** A listed backup is whole and is what the tenant was, or is named as hurt. */
  private async backups(): Promise<void> {
    const { disk, log, tenantId, tenant } = this.world;
    const vault = this.vault(disk.blobs(async (_, work) => work()));
    const events = log.stream(`tenant-${tenantId}`);
    const retired = new Set(
      events.filter(({ type }) => type === 'BackupRetired').map(({ data }) => data['backupId']),
    );
    for (const { type, data } of events) {
      if (type !== 'BackupListed' || retired.has(data['backupId'])) continue;
      const root = String(data['root']);
      const { damages } = await vault.verify(root);
      if (damages.length > 0) {
        this.expect(disk.isDamaged, 'I8', 'A retained backup is hurt though nothing was damaged.');
        continue;
      }
      const content = new Map<string, string>();
      for await (const { key, value } of vault.snapshot(root).scan()) content.set(key, value);
      const isTrue = tenant.synced.some((told) => sameState(told, content));
      this.expect(isTrue, 'I8', 'A backup that verifies is not what the tenant was.');
    }
  }

  private emergencyAccounts(): void {
    for (const { sent } of this.world.tenant.effects) {
      if (sent === undefined || !('object' in sent.change)) continue;
      const { change } = sent;
      const isNamed = Object.values<string>(EMERGENCY).includes(change.object.id);
      const harms =
        change.change === 'softDelete' ||
        (change.change === 'update' && change.set['accountEnabled'] === false);
      this.expect(!isNamed || !harms, 'I12', `An emergency account has met a ${change.change}.`);
    }
  }

  private async recovery(stream: string): Promise<void> {
    // What is over its retention has gone from the vault, and its own checks were made by time.
    const isRetired = this.world.log
      .stream(`tenant-${this.world.tenantId}`)
      .some(({ type, data }) => type === 'JobRetired' && stream === `recovery-${String(data['jobId'])}`);
    if (isRetired) return;
    const history = await this.history(stream);
    this.intentBeforeEach(history);
    this.oneResultForEach(history);
    this.nothingAfterTheEnd(history);
    this.noLaterEditOverwritten(history);
    this.trueCounts(history);
    this.saidWhy(history);
    this.recovered(history);
  }

  private async history(stream: string): Promise<RecoveryHistory> {
    const { log, disk } = this.world;
    const intents = new Map<number, number>();
    const results = new Map<number, RecordedEvent[]>();
    let root: string | undefined;
    let end: RecoveryHistory['end'];
    for (const { event, tick } of log.all) {
      if (event.stream !== stream) continue;
      const { type, data } = event;
      if (typeof data['planRoot'] === 'string') root = data['planRoot'];
      if (type === 'RecoveryStepsDispatched')
        for (const number of data['steps'] as number[]) if (!intents.has(number)) intents.set(number, tick);
      if (RESULTS.has(type)) {
        const number = Number(data['step']);
        results.set(number, [...(results.get(number) ?? []), event]);
      }
      if (ENDS.has(type)) {
        this.expect(end === undefined, 'I6', 'A recovery has ended twice.');
        end = { event, tick };
      }
    }
    const steps: PlanStep[] = [];
    if (root !== undefined)
      try {
        for await (const { value } of this.vault(disk.pristine()).snapshot(root).scan(STEP_PREFIX))
          steps.push({ number: steps.length, step: decodeStep(value) });
      } catch (error) {
        if (!(error instanceof VaultDamagedError)) throw error;
        this.expect(false, 'I8', 'A plan in use has gone from the vault.');
      }
    const begins = (name: string): number =>
      log.all.find(({ event }) => event.stream === name)?.tick ?? Infinity;
    const begin = begins(stream);
    const others = log
      .names()
      .filter((name) => name.startsWith('recovery-'))
      .map(begins);
    const next = Math.min(...others.filter((tick) => tick > begin));
    const isWithin = (tick: number): boolean => begin <= tick && tick < next;
    return { isWithin, steps, isPlanned: root !== undefined, intents, results, end };
  }

  private intentBeforeEach({ steps, intents, isWithin }: RecoveryHistory): void {
    for (const { change, tick } of this.world.tenant.sent) {
      if (!isWithin(tick)) continue;
      const may = stepsOf(change, steps).some(({ number }) => (intents.get(number) ?? Infinity) < tick);
      this.expect(may, 'I1', `A ${change.change} left without its intent on record.`);
    }
  }

  private oneResultForEach({ steps, intents, results, end, isWithin }: RecoveryHistory): void {
    const effects = this.world.tenant.effects.filter(({ tick }) => isWithin(tick));
    const isLagging = this.world.setting.faults.has('lag');
    for (const { number, step } of steps) {
      const found = results.get(number) ?? [];
      if (intents.has(number) && end)
        this.expect(found.length === 1, 'I2', `A step sent has ${found.length} results.`);
      this.expect(found.length <= 1, 'I2', `A step has ${found.length} results.`);
      const [result] = found;
      const own = effects.filter(({ sent }) => sent && belongsTo(sent.change, step));
      const alone = own.every(({ sent }) => sent && stepsOf(sent.change, steps).length === 1);
      if (result === undefined || !alone) continue;
      if (result.type === 'RecoveryStepApplied')
        this.expect(
          own.length > 0 || result.data['verifiedByReading'] === true,
          'I2',
          'A step is told as applied that had no effect.',
        );
      // What someone else has changed since may be told in any way but as untouched by us.
      const isOurs = own.every(({ key }) => effects.findLast((each) => each.key === key)?.sent !== undefined);
      if (own.length === 0 || isLagging || !isOurs) continue;
      this.expect(result.type !== 'RecoveryStepFailed', 'I2', 'A step that took effect is told as failed.');
      this.expect(
        result.data['reason'] !== 'alreadyAsInBackup',
        'I2',
        'A step that took effect is told as not needed.',
      );
    }
  }

  private nothingAfterTheEnd({ end, isWithin }: RecoveryHistory): void {
    if (end === undefined) return;
    const late = this.world.tenant.arrivals.filter(
      ({ sent, tick }) => isWithin(sent.tick) && tick > end.tick,
    );
    for (const { isDoubled } of late)
      this.expect(false, 'I4', `A ${isDoubled ? 'doubled request' : 'request'} has arrived after the end.`);
  }

  /** An effect of a request sent again must not undo what a person did since, and what a reading could have shown. */
  private noLaterEditOverwritten({ steps, isWithin }: RecoveryHistory): void {
    const { tenant } = this.world;
    for (const effect of tenant.effects) {
      const { sent } = effect;
      if (sent === undefined || sent.change.change !== 'update' || !isWithin(sent.tick)) continue;
      const { change } = sent;
      const own = stepsOf(change, steps);
      const earlier = tenant.sent.filter(
        (other) =>
          isWithin(other.tick) &&
          other.tick < sent.tick &&
          other.answer === 'doubtful' &&
          stepsOf(other.change, steps).some(({ number }) => own.some((each) => each.number === number)),
      );
      const first = earlier[0];
      if (first === undefined) continue;
      const edit = lastEdit(tenant.effects, effect, Object.keys(change.set));
      if (edit === undefined || edit.tick < first.tick) continue;
      const lastReading = tenant.readings.findLast(
        ({ tick, keys }) => tick > first.tick && tick < sent.tick && keys.has(effect.key),
      );
      this.expect(
        edit.tick > (lastReading?.asOf ?? sent.tick),
        'I5',
        "A retry has overwritten a person's edit.",
      );
    }
  }

  private trueCounts({ steps, results, end, isPlanned }: RecoveryHistory): void {
    if (end === undefined) return;
    const all = [...results.values()].flat();
    const told = end.event.data;
    const failed = all.filter(({ type }) => type === 'RecoveryStepFailed').length;
    const skipped = all.filter(({ type }) => type === 'RecoveryStepSkipped').length;
    const applied = all.filter(({ type }) => type === 'RecoveryStepApplied');
    const links = applied.filter(({ data }) => data['link'] !== undefined);
    const objects = new Set(
      applied
        .filter(({ data }) => data['link'] === undefined)
        .map(({ data }) => `${String(data['objectType'])}/${String(data['objectId'])}`),
    );
    const counts = { failedChanges: failed, skippedChanges: skipped, linksModified: links.length };
    for (const [name, count] of Object.entries({ ...counts, objectsModified: objects.size }))
      this.expect(
        told[name] === count,
        'I6',
        `The end tells ${String(told[name])} ${name}; the events ${count}.`,
      );
    if (end.event.type === 'RecoveryCompleted' && isPlanned)
      this.expect(all.length === steps.length, 'I6', `${steps.length} steps, but ${all.length} results.`);
  }

  private saidWhy({ results }: RecoveryHistory): void {
    for (const { type, data } of [...results.values()].flat())
      if (type === 'RecoveryStepFailed')
        this.expect(Boolean(data['code']) && Boolean(data['message']), 'I11', 'A failure does not say why.');
  }

  /** Where it says that all was recovered, and nobody else wrote, the tenant is as in the backup. */
  private recovered({ end, steps }: RecoveryHistory): void {
    const { atBackup } = this.facts;
    const { tenant, setting } = this.world;
    const isDisturbed = setting.faults.has('people') || setting.faults.has('gone');
    if (isDisturbed || atBackup === undefined || end?.event.data['outcome'] !== 'completed') return;
    const wrong = [...atBackup].filter(([key, value]) => {
      const { id } = parseKey(key);
      return !Object.values<string>(EMERGENCY).includes(id) && tenant.present.get(key) !== value;
    });
    this.expect(
      wrong.length === 0,
      'I6',
      `Told as completed, but not so: ${wrong[0]?.[0]} (${steps.length} steps).`,
    );
    for (const key of tenant.present.keys()) {
      const ref = parseKey(key);
      if (atBackup.has(key) || isLink(ref) || Object.values<string>(EMERGENCY).includes(ref.id)) continue;
      const isLeft = tenant.object(ref)?.lifecycle !== 'softDeleted';
      this.expect(!isLeft, 'I6', `Told as completed, but ${key} is still there.`);
    }
  }

  private vault(blobs: BlobStore): Vault {
    const { kernel, tenantId, isVaultReal, snapshots } = this.world;
    if (!isVaultReal) return plainVault(snapshots, async (_, work) => work());
    const clock = { now: () => new Date(kernel.now), sleep: async () => undefined };
    return openVaults({ blobs, key: VAULT_KEY, clock, cacheBytes: 0 }).of(tenantId);
  }
}

function lastEdit(effects: readonly Effect[], of: Effect, attributes: readonly string[]): Effect | undefined {
  const before = effects.filter(
    ({ tick, key, attributes: others }) =>
      tick < of.tick && key === of.key && others.some((name) => attributes.includes(name)),
  );
  const last = before.at(-1);
  return last?.sent === undefined ? last : undefined;
}

function stepsOf(change: TenantChange, steps: readonly PlanStep[]): readonly PlanStep[] {
  return steps.filter(({ step }) => belongsTo(change, step));
}

function belongsTo(change: Sent['change'], step: PlannedStep): boolean {
  const kind = step.step === 'reconcile' ? 'update' : step.step;
  if (kind !== change.change) return false;
  if ('link' in step) return 'link' in change && linkKey(step.link) === linkKey(change.link);
  if (!('object' in change) || objectKey(step.object) !== objectKey(change.object)) return false;
  if (change.change !== 'update' || !('set' in step)) return true;
  const wanted: Readonly<Record<string, Json>> = step.set;
  return Object.entries(change.set).every(
    ([name, value]) => JSON.stringify(wanted[name]) === JSON.stringify(value),
  );
}

function sameState(one: State, other: State): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
