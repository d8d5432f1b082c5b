import type { Simulator } from '../../apps/simulator/src/index.js';
import { PRODUCT_TENANT } from './product-process.ts';

/** A simulated tenant of `process.argv[2]` users, without limits, in a process of its own. */
const SIMULATOR = new URL('../../dist/apps/simulator/src/index.js', import.meta.url).href;
const { startSimulator } = (await import(SIMULATOR)) as typeof import('../../apps/simulator/src/index.js');
const simulator: Simulator = await startSimulator({
  users: Number(process.argv[2]),
  tenantId: PRODUCT_TENANT,
});
process.send?.(simulator.url);
process.once('disconnect', () => process.exit());
