import { objectKey } from '#catalogue';
import type { TenantChange } from '#directory';
import { countedIds, seededRandom } from '#runtime';
import type { FaultKind, Setting } from './faults.ts';
import { Kernel } from './kernel.ts';
import { Life } from './life.ts';
import { MemoryLog } from './memory-log.ts';
import { PlainSnapshots } from './plain-vault.ts';
import { SimDisk } from './sim-disk.ts';
import { SimTenant } from './sim-tenant.ts';
import type { Mortal, RequestFate, Surroundings } from './surroundings.ts';

/** The accounts that no recovery may touch: one that the backup has as disabled, one that was made since. */
export const EMERGENCY = {
  disabledThen: 'eeeeeeee-0000-4000-8000-000000000001',
  madeSince: 'eeeeeeee-0000-4000-8000-000000000002',
} as const;

/** A worker that shows no sign of life is given up after this long. */
const GONE_AFTER_MS = 15_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** All there is in one run: the tenant, the log, the disk, the processes, and what befalls them. */
export class World implements Surroundings {
  readonly tenantId = 'aaaaaaaa-0000-4000-8000-000000000001';
  readonly setting: Setting;
  readonly kernel: Kernel;
  readonly tenant: SimTenant;
  readonly log: MemoryLog;
  readonly disk: SimDisk;
  readonly snapshots = new PlainSnapshots();
  readonly ids = countedIds();
  readonly lives: Life[] = [];
  /** Whoever asks for backups and jobs: a process that does no work of its own. */
  readonly api: Life;
  /** What the engine told its operator. */
  readonly told: string[] = [];
  /** The names of all steps so far: what a kill can come before or after. */
  readonly steps: string[] = [];
  readonly met = new Map<FaultKind, number>();
  readonly poisoned = new Set<string>();
  /** Nothing fails any more from then on, so that a run has an end. */
  private healedAt = Number.POSITIVE_INFINITY;
  private isArmed = false;
  private readonly windows = new Map<'busy' | 'unreadable' | 'forbidden', number>();

  constructor(setting: Setting) {
    this.setting = setting;
    this.kernel = new Kernel(seededRandom(setting.seed));
    this.tenant = new SimTenant(this.kernel);
    this.log = new MemoryLog(() => this.kernel.tick());
    this.disk = new SimDisk(this.kernel);
    this.api = new Life(this);
  }

  /** The real vault, wherever a fault has to do with it, and in one run of so many besides. */
  get isVaultReal(): boolean {
    const { faults, seed } = this.setting;
    return seed % 25 === 0 || faults.has('disk') || faults.has('damage') || faults.has('housekeeping');
  }

  get life(): Life {
    const life = this.lives.at(-1);
    if (life === undefined) throw new Error('No process has been started.');
    return life;
  }

  /** From now on, and for so long, things go wrong. */
  arm(ms: number): void {
    this.isArmed = true;
    this.healedAt = this.kernel.now + ms;
    this.kernel.after(ms, () => {
      this.disk.failure = undefined;
    });
    for (const kind of this.setting.faults) this.schedule(kind, ms);
  }

  start(): void {
    const life = new Life(this);
    this.lives.push(life);
    life.start();
    this.watch(life);
  }

  kill(life: Mortal): void {
    if (life.isDead) return;
    life.die();
    this.meet('kill');
    this.kernel.after(this.kernel.between(500, 5_000), () => this.start());
  }

  end(): void {
    for (const life of this.lives) life.die();
  }

  isGone(workerId: string): boolean {
    const life = this.lives.find((each) => each.workerId === workerId);
    if (life === undefined || life.isDead) return true;
    return life.pausedUntil > this.kernel.now && this.kernel.now - life.pausedSince >= GONE_AFTER_MS;
  }

  /** Whether a life ends at this step. */
  fateOfStep(life: Mortal, name: string): 'before' | 'after' | undefined {
    if (!this.isArmed || life === this.api) return undefined;
    this.steps.push(name);
    const { killAt } = this.setting;
    if (killAt) return this.steps.length === killAt.step ? killAt.when : undefined;
    if (life.isDead || !this.happens('kill', 0.01)) return undefined;
    return this.kernel.chance(0.5) ? 'before' : 'after';
  }

  troubleOfStore(): 'refused' | 'lost' | 'slow' | undefined {
    if (!this.happens('eventStore', 0.06)) return undefined;
    this.meet('eventStore');
    const lot = this.kernel.random.next();
    return lot < 0.34 ? 'refused' : lot < 0.67 ? 'lost' : 'slow';
  }

  fateOfRequest(change: TenantChange): RequestFate {
    if (this.poisoned.has('object' in change ? objectKey(change.object) : '')) return this.refused('poison');
    if (this.isIn('forbidden')) return this.refused('forbidden');
    if (this.isIn('busy') || this.happens('busy', 0.1)) {
      this.meet('busy');
      return 'notSent';
    }
    if (!this.happens('lost', 0.2)) return 'works';
    this.meet('lost');
    const lot = this.kernel.random.next();
    return lot < 0.3 ? 'lostBefore' : lot < 0.6 ? 'lostAfter' : 'late';
  }

  letSomeoneMeddle(change: TenantChange): void {
    if (!this.setting.faults.has('people') || change.change !== 'update' || !this.kernel.chance(0.3)) return;
    const { object, set } = change;
    const edited = Object.fromEntries(Object.keys(set).map((name) => [name, `Meddled with ${name}`]));
    if (object.type !== 'user' || 'accountEnabled' in set) return;
    this.kernel.after(this.kernel.between(1, 10_000), () => {
      this.meet('people');
      this.tenant.byPerson({ change: 'update', object, set: edited });
    });
  }

  losesAnswers(): boolean {
    return this.counted('missingAnswers', 0.05);
  }

  isDoubled(): boolean {
    return this.counted('doubled', 0.25);
  }

  isUnreadable(): boolean {
    return this.isIn('unreadable') || this.counted('unreadable', 0.1);
  }

  lagMs(): number {
    return this.counted('lag', 0.3) ? this.kernel.between(1, 5_000) : 0;
  }

  meet(kind: FaultKind): void {
    this.met.set(kind, (this.met.get(kind) ?? 0) + 1);
  }

  private refused(kind: FaultKind): RequestFate {
    this.meet(kind);
    return 'refused';
  }

  private counted(kind: FaultKind, probability: number): boolean {
    const happens = this.happens(kind, probability);
    if (happens) this.meet(kind);
    return happens;
  }

  private happens(kind: FaultKind, probability: number): boolean {
    if (!this.isArmed || this.kernel.now >= this.healedAt || !this.setting.faults.has(kind)) return false;
    return this.kernel.chance(probability);
  }

  private isIn(window: 'busy' | 'unreadable' | 'forbidden'): boolean {
    return (this.windows.get(window) ?? 0) > this.kernel.now;
  }

  /** As a process that is given up by the others looks for work that nobody does. */
  private watch(life: Life): void {
    if (life.isDead) return;
    this.kernel.after(15_000, () => {
      life.lookForOrphans();
      this.watch(life);
    });
  }

  private schedule(kind: FaultKind, withinMs: number): void {
    const { kernel } = this;
    const sometime = (act: () => void): void =>
      kernel.after(kernel.between(0, Math.min(withinMs, 90_000)), () => {
        this.meet(kind);
        act();
      });
    switch (kind) {
      case 'busy':
      case 'unreadable':
      case 'forbidden':
        if (kernel.chance(0.3))
          sometime(() => this.windows.set(kind, kernel.now + kernel.between(1_000, 60_000)));
        return;
      case 'disk':
        return sometime(() => {
          this.disk.failure = kernel.chance(0.5) ? 'ENOSPC' : 'EIO';
          kernel.after(kernel.between(100, 20_000), () => {
            this.disk.failure = undefined;
          });
        });
      case 'damage':
        return sometime(() => this.disk.damage());
      case 'clock':
        return sometime(() => {
          this.life.skewMs = kernel.chance(0.5) ? -HOUR_MS : 8 * DAY_MS;
        });
      case 'zombie':
        return sometime(() => {
          const { life } = this;
          life.pausedSince = kernel.now;
          life.pausedUntil = kernel.now + kernel.between(16_000, 120_000);
          kernel.after(kernel.between(1_000, 8_000), () => this.start());
        });
      case 'housekeeping':
        return sometime(() => this.life.keepHouse());
      default:
        return;
    }
  }
}
