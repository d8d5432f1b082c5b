import { benchEngine } from './recovery-engine.ts';
import { benchQuota } from './recovery-quota.ts';
import type { RecoverySizes } from './recovery-tenant.ts';

/** `real`: over a tenant with Graph's limits. `off`: the engine alone, over a tenant that has none. */
export type RecoveryQuota = 'real' | 'off';

/** Measures a recovery: how well it uses what the tenant allows, or how fast it is where the tenant allows everything. */
export async function benchRecovery(
  sizes: RecoverySizes & { readonly speed: number },
  quota: RecoveryQuota,
): Promise<Readonly<Record<string, number>>> {
  const figures = quota === 'off' ? await benchEngine(sizes) : await benchQuota(sizes, sizes.speed);
  for (const [name, value] of Object.entries(figures))
    process.stdout.write(
      `${name.replaceAll('_', ' ').padEnd(24)}${value.toLocaleString('en').padStart(12)}\n`,
    );
  return figures;
}
