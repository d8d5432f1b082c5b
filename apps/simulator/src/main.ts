import { parseArgs } from 'node:util';
import { startSimulator } from './simulator.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4100' },
    host: { type: 'string', default: '127.0.0.1' },
    users: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    tenant: { type: 'string' },
  },
});

const simulator = await startSimulator({
  port: Number(values.port),
  host: values.host,
  users: Number(values.users),
  seed: Number(values.seed),
  ...(values.tenant === undefined ? {} : { tenantId: values.tenant.toLowerCase() }),
});
console.log(
  `Simulated tenant ${simulator.displayName} (${simulator.tenantId}): ${simulator.url}/v1.0 and ${simulator.url}/beta`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
