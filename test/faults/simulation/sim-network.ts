import { linkKey, objectKey, OBJECT_TYPES, type ObjectRef } from '#catalogue';
import {
  DirectoryUnavailableError,
  type ChangeOutcome,
  type Directory,
  type HeadEdit,
  type SyncResult,
  type TenantChange,
} from '#directory';
import type { Sent } from './sim-tenant.ts';
import type { Stepping, Surroundings } from './surroundings.ts';

/** A request is given up by its sender after this long, and by the network a third later. */
const LONGEST_REQUEST_MS = 30_000;
const LATEST_ARRIVAL_MS = (LONGEST_REQUEST_MS * 4) / 3;
/** A request that the network doubles arrives again within this. */
const DOUBLED_WITHIN_MS = 900;

/** The tenant as one process reaches it: requests that are refused, lost, late and doubled, readings that lag behind. */
export class SimNetwork implements Directory {
  readonly longestRequestMs = LONGEST_REQUEST_MS;
  private readonly world: Surroundings;
  private readonly life: Stepping;

  constructor(world: Surroundings, life: Stepping) {
    this.world = world;
    this.life = life;
  }

  async *sync(): AsyncGenerator<HeadEdit, SyncResult> {
    const { tenant, kernel } = this.world;
    const { state, at } = await this.life.step(
      'sync',
      () => {
        this.refuseReading();
        const seen = tenant.visible(tenant.seen(0).state);
        tenant.synced.push(seen);
        return { state: seen, at: new Date(kernel.now) };
      },
      kernel.between(10, 2_000),
    );
    for (const type of OBJECT_TYPES) yield { edit: 'clear', prefix: `${type}/` };
    for (const [key, value] of state) yield { edit: 'put', key, value };
    const whole = { mode: 'full', pages: 1, objects: 0, links: 0, gaps: [], unread: [] } as const;
    return { token: 'token', syncedAt: at, completeness: OBJECT_TYPES.map((type) => ({ type, ...whole })) };
  }

  read(objects: readonly ObjectRef[], { links }: { readonly links: boolean }) {
    const { tenant, kernel } = this.world;
    const work = () => {
      this.refuseReading();
      const { state, asOf } = tenant.seen(this.world.lagMs());
      const keys = new Set(objects.map(objectKey));
      tenant.readings.push({ tick: kernel.tick(), asOf, keys });
      return objects.flatMap((ref) => {
        const object = tenant.object(ref, state);
        return object ? [{ object, links: links ? tenant.linksOf(ref, state) : [] }] : [];
      });
    };
    return this.life.step('read', work, kernel.between(1, 500));
  }

  async apply(changes: readonly TenantChange[]): Promise<readonly ChangeOutcome[]> {
    const byObject = Map.groupBy(changes, ownerOf);
    const outcomes = new Map<TenantChange, ChangeOutcome>();
    const sending = [...byObject.values()].map(async (own) => {
      let goesOn = true;
      for (const change of own) {
        const outcome: ChangeOutcome = goesOn ? await this.send(change) : NOT_SENT;
        outcomes.set(change, outcome);
        goesOn &&= outcome.outcome !== 'doubtful';
      }
    });
    await Promise.all(sending);
    const answers = changes.map((change) => outcomes.get(change) ?? NOT_SENT);
    return this.world.losesAnswers() ? answers.slice(0, Math.floor(answers.length / 2)) : answers;
  }

  private send(change: TenantChange): Promise<ChangeOutcome> {
    const { kernel, tenant } = this.world;
    const fate = this.world.fateOfRequest(change);
    if (fate === 'notSent') return this.life.step('busy', () => NOT_SENT, kernel.between(1, 3_000));
    const isAnswered = fate === 'works' || fate === 'refused';
    const answerMs = isAnswered ? kernel.between(20, kernel.chance(0.7) ? 150 : 3_000) : LONGEST_REQUEST_MS;
    if (!isAnswered) this.world.letSomeoneMeddle(change);
    let answer: ChangeOutcome = { outcome: 'doubtful' };
    let sent: Sent | undefined;
    const leave = (): void => {
      const left: Sent = { change, tick: kernel.tick(), answer: 'doubtful' };
      sent = left;
      tenant.sent.push(left);
      const arrive = (isDoubled: boolean): void => {
        const outcome = fate === 'refused' ? REFUSED : tenant.arrive(left, isDoubled);
        if (isAnswered && !isDoubled) answer = outcome;
      };
      if (fate === 'lostBefore') return;
      const arrivesAfter =
        fate === 'late'
          ? kernel.between(1, LATEST_ARRIVAL_MS - 1)
          : kernel.between(1, Math.min(answerMs, 2_000));
      kernel.after(arrivesAfter, () => arrive(false));
      if (this.world.isDoubled()) {
        const again = Math.min(arrivesAfter + kernel.between(1, DOUBLED_WITHIN_MS), LATEST_ARRIVAL_MS - 1);
        kernel.after(Math.max(again, arrivesAfter + 1), () => arrive(true));
      }
    };
    return this.life.step('send', leave, answerMs).then(() => {
      if (sent) sent.answer = answer.outcome;
      return answer;
    });
  }

  private refuseReading(): void {
    if (this.world.isUnreadable())
      throw new DirectoryUnavailableError('network', 'The tenant does not answer.');
  }
}

const NOT_SENT: ChangeOutcome = { outcome: 'notSent', message: 'The tenant is busy.' };
const REFUSED: ChangeOutcome = {
  outcome: 'refused',
  code: 'Request_BadRequest',
  message: 'The tenant refuses this change.',
};

const ownerOf = (change: TenantChange): string =>
  'object' in change ? objectKey(change.object) : linkKey(change.link).split('/').slice(0, 2).join('/');
