import { hash } from 'node:crypto';
import type { LinkRef } from '#catalogue';
import type { Acting } from '#jobs';
import { isRefusal, type Refusal } from '#protection';
import type { Setting } from './faults.ts';
import { brokenInvariants, type Broken } from './invariants.ts';
import type { State } from './sim-tenant.ts';
import { EMERGENCY, World } from './world.ts';

/** What came of one run. */
export interface RunResult {
  readonly broken: readonly Broken[];
  /** How the recovery ended, or that it was never started. */
  readonly end: string;
  /** SHA-256 of the whole log: the same setting gives the same. */
  readonly logDigest: string;
  readonly steps: readonly string[];
  readonly world: World;
}

const MINUTE_MS = 60_000;
/** However much goes wrong, it stops going wrong after this long, and then a job must end. */
const TROUBLE_MS = 10 * MINUTE_MS;
const LONGEST_RUN_MS = 3 * 60 * MINUTE_MS;
/** The last request that can still be under way has arrived by then. */
const AFTERMATH_MS = 2 * MINUTE_MS;

const ACTING: Acting = {
  actor: { id: 'bbbbbbbb-0000-4000-8000-000000000001', name: 'Avery Admin' },
  from: '127.0.0.1',
  correlationId: 'cccccccc-0000-4000-8000-000000000001',
  causationId: 'cccccccc-0000-4000-8000-000000000001',
};

const userAt = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const GROUP = 'ffffffff-0000-4000-8000-000000000001';
const PLACE = 'ffffffff-0000-4000-8000-000000000002';
const member = (target: string): LinkRef => ({ type: 'group', id: GROUP, link: 'members', target });

/** Lives through one setting: a backup, an attack, a recovery, and all that goes wrong meanwhile. */
export async function run(setting: Setting): Promise<RunResult> {
  const story = new Story(setting);
  const { world } = story;
  try {
    await story.live();
    const broken = await brokenInvariants(world, story.facts());
    const texts = world.log.all.map(({ event }) => JSON.stringify(event)).join('\n');
    const logDigest = hash('sha256', texts);
    return { broken, end: story.end, logDigest, steps: world.steps, world };
  } finally {
    world.end();
  }
}

class Story {
  readonly world: World;
  end = 'not started';
  private readonly setting: Setting;
  private atBackup: State | undefined;
  private isOver = true;

  constructor(setting: Setting) {
    this.setting = setting;
    this.world = new World(setting);
  }

  async live(): Promise<void> {
    const { world } = this;
    this.furnish();
    if (world.kernel.chance(0.3)) world.arm(TROUBLE_MS);
    world.start();
    await this.ask([() => world.api.requests.connectTenant(tenantOf(world), ACTING)]);
    const backupId = await this.backup();
    if (backupId === undefined) return;
    this.atBackup = world.tenant.synced.at(-1);
    this.attack();
    world.arm(TROUBLE_MS);
    this.letPeopleAct();
    if (world.kernel.chance(0.2)) await this.report(backupId);
    await this.recover(backupId);
    await world.kernel.run(() => false, world.kernel.now + AFTERMATH_MS);
  }

  facts() {
    const { atBackup, isOver } = this;
    return { atBackup, isOver };
  }

  private furnish(): void {
    const { tenant } = this.world;
    for (let n = 0; n < this.setting.users; n += 1)
      tenant.put('user', userAt(n), {
        displayName: `Person ${n}`,
        department: 'Sales',
        accountEnabled: true,
      });
    tenant.put('user', EMERGENCY.disabledThen, { displayName: 'Break glass', accountEnabled: false });
    tenant.put('group', GROUP, { displayName: 'Group', securityEnabled: true });
    tenant.put('namedLocationPolicy', PLACE, { displayName: 'Place' });
    for (let n = 0; n < this.setting.users; n += 2)
      tenant.byPerson({ change: 'addLink', link: member(userAt(n)), value: '' });
  }

  private attack(): void {
    const { tenant, kernel, poison } = { ...this.world, poison: this.world.poisoned };
    for (let n = 0; n < this.setting.users; n += 1) {
      const object = { type: 'user', id: userAt(n) } as const;
      const lot = kernel.random.next();
      if (lot < 0.5)
        tenant.byPerson({ change: 'update', object, set: { department: 'Hacked', jobTitle: 'Hacked' } });
      if (lot > 0.3 && lot < 0.6)
        tenant.byPerson({
          change: n % 2 === 0 ? 'removeLink' : 'addLink',
          link: member(userAt(n)),
          value: '',
        });
      if (lot > 0.7) tenant.byPerson({ change: 'softDelete', object });
      if (this.setting.faults.has('poison') && kernel.chance(0.3)) poison.add(`user/${userAt(n)}`);
    }
    tenant.byPerson({
      change: 'update',
      object: { type: 'user', id: EMERGENCY.disabledThen },
      set: { accountEnabled: true },
    });
    tenant.put('user', EMERGENCY.madeSince, { displayName: 'Break glass too', accountEnabled: true });
    tenant.put('user', userAt(1_000), { displayName: 'Intruder', accountEnabled: true });
    tenant.byPerson({ change: 'addLink', link: member(userAt(1_000)), value: '' });
    tenant.byPerson({
      change: 'update',
      object: { type: 'namedLocationPolicy', id: PLACE },
      set: { displayName: 'Anywhere' },
    });
  }

  private letPeopleAct(): void {
    const { kernel, tenant, setting } = this.world;
    const someone = () => ({ type: 'user', id: userAt(kernel.between(0, setting.users - 1)) }) as const;
    const later = (act: () => void): void => kernel.after(kernel.between(0, 100_000), act);
    if (setting.faults.has('people'))
      for (let edit = 0; edit < 6; edit += 1)
        later(() => {
          this.world.meet('people');
          if (kernel.chance(0.2))
            tenant.byPerson({
              change: kernel.chance(0.5) ? 'addLink' : 'removeLink',
              link: member(someone().id),
              value: '',
            });
          else tenant.byPerson({ change: 'update', object: someone(), set: { department: `Edit ${edit}` } });
        });
    if (setting.faults.has('gone'))
      later(() => {
        this.world.meet('gone');
        tenant.byPerson({ change: 'hardDelete', object: someone() });
      });
  }

  private async backup(): Promise<string | undefined> {
    const { world } = this;
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const options = { trigger: 'request', idempotencyKey: world.ids.next() } as const;
      const [id] = await this.ask([() => world.api.requests.requestBackup(world.tenantId, options, ACTING)]);
      if (id === undefined) {
        await this.pause(MINUTE_MS);
        continue;
      }
      const ended = (): string | undefined =>
        world.log.all.find(
          ({ event: { type, data } }) =>
            (type === 'BackupListed' || type === 'BackupAbandoned') && data['backupId'] === id,
        )?.event.type;
      this.isOver = await world.kernel.run(() => ended() !== undefined, world.kernel.now + LONGEST_RUN_MS);
      if (!this.isOver) return undefined;
      if (ended() === 'BackupListed') return id;
      await this.pause(MINUTE_MS);
    }
    return undefined;
  }

  private async report(backupId: string): Promise<void> {
    const { world } = this;
    const options = { backupId, scope: { kind: 'allObjects' }, idempotencyKey: world.ids.next() } as const;
    const [id] = await this.ask([
      () => world.api.requests.startDifferenceReport(world.tenantId, options, ACTING),
    ]);
    if (id !== undefined) await this.untilEnded(id);
  }

  private async recover(backupId: string): Promise<void> {
    const { world } = this;
    const { kernel, setting } = world;
    const options = {
      from: { backupId, scope: { kind: 'allObjects' } },
      dryRun: false,
      reason: null,
    } as const;
    const start = (idempotencyKey: string) => () =>
      world.api.requests.startRecovery(world.tenantId, { ...options, idempotencyKey }, ACTING);
    const starts = [start(world.ids.next())];
    if (setting.faults.has('twoStarts')) {
      world.meet('twoStarts');
      starts.push(start(world.ids.next()));
    }
    const started = await this.ask(starts);
    const [id] = started;
    if (id === undefined) return;
    if (setting.faults.has('cancel'))
      kernel.after(kernel.between(0, 60_000), () => {
        world.meet('cancel');
        void world.api.requests.cancelJob(world.tenantId, id, ACTING).catch(() => undefined);
      });
    this.end = await this.untilEnded(id);
  }

  private async untilEnded(jobId: string): Promise<string> {
    const { kernel, log } = this.world;
    const end = () =>
      log.all.find(({ event: { type, data } }) => type === 'JobEnded' && data['jobId'] === jobId)?.event;
    const isOver = await kernel.run(() => end() !== undefined, kernel.now + LONGEST_RUN_MS);
    this.isOver &&= isOver;
    const outcome = end()?.data['outcome'];
    return typeof outcome === 'string' ? outcome : 'not ended';
  }

  private async pause(ms: number): Promise<void> {
    const { kernel } = this.world;
    await kernel.run(() => false, kernel.now + ms);
  }

  /** Asks for several things at once, each again until there is an answer; leaves out what was refused. */
  private async ask(
    requests: readonly (() => Promise<{ readonly id: string } | Refusal>)[],
  ): Promise<string[]> {
    const { kernel } = this.world;
    const answers = requests.map((request) => this.answer(request));
    let all: readonly ({ readonly id: string } | Refusal)[] | undefined;
    void Promise.all(answers).then((given) => (all = given));
    await kernel.run(() => all !== undefined, kernel.now + LONGEST_RUN_MS);
    return (all ?? []).flatMap((given) => (isRefusal(given) ? [] : [given.id]));
  }

  private async answer(request: () => Promise<{ readonly id: string } | Refusal>) {
    for (;;) {
      try {
        return await request();
      } catch {
        await this.world.api.turn(1_000);
      }
    }
  }
}

const tenantOf = (world: World) => ({
  id: world.tenantId,
  displayName: 'Contoso',
  settings: {
    backupSchedule: '0 2 * * *',
    backupRetentionDays: 5,
    historyRetentionDays: 5,
    readersMayCreateReports: false,
    emergencyAccessAccountIds: Object.values(EMERGENCY),
  },
});
