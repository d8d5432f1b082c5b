import { simulatorOptions, USAGE } from './command-line.js';
import { startSimulator } from './simulator.js';

try {
  const simulator = await startSimulator(simulatorOptions(process.argv.slice(2)));
  const { displayName, tenantId, url, importSummary } = simulator;
  if (importSummary !== undefined) console.log(importSummary);
  console.log(`Simulated tenant ${displayName} (${tenantId}): ${url}/v1.0 and ${url}/beta`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 1;
}
