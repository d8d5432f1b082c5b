import type { TenantChange } from '#directory';
import type { Ids } from '#runtime';
import type { Kernel } from './kernel.ts';
import type { MemoryLog } from './memory-log.ts';
import type { PlainSnapshots } from './plain-vault.ts';
import type { SimDisk } from './sim-disk.ts';
import type { SimTenant } from './sim-tenant.ts';

/** What becomes of a request on its way to the tenant. */
export type RequestFate = 'works' | 'refused' | 'notSent' | 'lostBefore' | 'lostAfter' | 'late';

/** A process, as far as others end it. */
export interface Mortal {
  readonly isDead: boolean;
  die(): void;
}

/** What takes steps: each costs time, and may be the last. */
export interface Stepping {
  step<Result>(name: string, work: () => Result, answerMs?: number): Promise<Result>;
}

/** What a process lives among, and what befalls it there. */
export interface Surroundings {
  readonly tenantId: string;
  readonly kernel: Kernel;
  readonly tenant: SimTenant;
  readonly log: MemoryLog;
  readonly disk: SimDisk;
  readonly snapshots: PlainSnapshots;
  readonly ids: Ids;
  readonly told: string[];
  readonly isVaultReal: boolean;
  kill(life: Mortal): void;
  isGone(workerId: string): boolean;
  fateOfStep(life: Mortal, name: string): 'before' | 'after' | undefined;
  troubleOfStore(): 'refused' | 'lost' | 'slow' | undefined;
  fateOfRequest(change: TenantChange): RequestFate;
  /** Someone may change the same while it is not known what became of a request. */
  letSomeoneMeddle(change: TenantChange): void;
  losesAnswers(): boolean;
  isDoubled(): boolean;
  isUnreadable(): boolean;
  lagMs(): number;
}
