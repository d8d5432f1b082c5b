import { benchEngine } from './recovery-engine.ts';
import { benchQuota } from './recovery-quota.ts';
import type { RecoverySizes } from './recovery-tenant.ts';
import { benchWhole } from './recovery-whole.ts';

/**
 * What is measured. `adapter`: changes through the Graph adapter to a tenant with Graph's limits. `engine`: the whole
 * engine over a tenant that has none. `whole`: the whole engine over a tenant with Graph's limits.
 */
export type RecoveryPart = 'adapter' | 'engine' | 'whole';

/** Measures a recovery: how well it uses what the tenant allows, or how fast it is where the tenant allows everything. */
export async function benchRecovery(
  sizes: RecoverySizes & { readonly speed: number },
  part: RecoveryPart,
): Promise<Readonly<Record<string, number>>> {
  const figures = await figuresOf(sizes, part);
  for (const [name, value] of Object.entries(figures))
    process.stdout.write(
      `${name.replaceAll('_', ' ').padEnd(24)}${value.toLocaleString('en').padStart(12)}\n`,
    );
  return figures;
}

function figuresOf(
  sizes: RecoverySizes & { readonly speed: number },
  part: RecoveryPart,
): Promise<Readonly<Record<string, number>>> {
  switch (part) {
    case 'adapter':
      return benchQuota(sizes, sizes.speed);
    case 'engine':
      return benchEngine(sizes);
    case 'whole':
      return benchWhole(sizes);
    default:
      return part satisfies never;
  }
}
