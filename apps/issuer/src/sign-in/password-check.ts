import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#runtime';
import { ACCOUNTS, type DemonstrationAccount } from '../accounts.js';
import type { Passwords } from '../secrets/passwords.js';

/** So many mistakes are free; each further one doubles the wait. */
const FREE_FAILURES = 5;
const LONGEST_WAIT = 60_000;

/** What a sign-in attempt came to. */
export interface SignIn {
  /** `undefined` for a wrong name or password: which of them is not told. */
  readonly account: DemonstrationAccount | undefined;
  /** Set where there were too many mistakes: the attempt was not even looked at, and another one is after this time. */
  readonly waitSeconds?: number;
}

interface Failures {
  readonly count: number;
  readonly blockedUntil: number;
}

/** Checks names and passwords in constant time, and slows down who guesses. */
export class PasswordCheck {
  private readonly failures = new Map<string, Failures>();

  constructor(
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /** Tells whose name and password these are. Names that do not exist are slowed down together. */
  check(userName: string, password: string): SignIn {
    const account = ACCOUNTS.find(({ name }) => name === userName.trim().toLowerCase());
    const key = account?.name ?? 'unknown';
    const now = this.clock.now().getTime();
    const { count, blockedUntil } = this.failures.get(key) ?? { count: 0, blockedUntil: 0 };
    if (now < blockedUntil) {
      return { account: undefined, waitSeconds: Math.ceil((blockedUntil - now) / 1_000) };
    }
    // An unknown name costs the same comparison, so that time does not tell which names exist.
    const expected = this.passwords[account?.name ?? 'reader'];
    const right = equalInConstantTime(password, expected ?? '') && expected !== undefined;
    if (account !== undefined && right) {
      this.failures.delete(key);
      return { account };
    }
    this.failures.set(key, { count: count + 1, blockedUntil: now + waitAfter(count + 1) });
    return { account: undefined };
  }
}

function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT, 1_000 * 2 ** (failures - FREE_FAILURES));
}

function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
