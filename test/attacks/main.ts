import { runSuite, type Outcome, type Suite } from './attack.ts';
import { RunningProduct } from './running-product.ts';
import { graphFace } from './suites/graph-face.ts';
import { graphqlProtocol } from './suites/graphql-protocol.ts';
import { objectIds } from './suites/object-ids.ts';
import { objectTypes } from './suites/object-types.ts';
import { harm } from './suites/harm.ts';
import { roles } from './suites/roles.ts';
import { secrets } from './suites/secrets.ts';
import { logTampering, vaultTampering } from './suites/tampering.ts';
import { tokens } from './suites/tokens.ts';
import { webSocket } from './suites/web-socket.ts';
import { prepareTargets, type Targets } from './targets.ts';

const suites: readonly ((product: RunningProduct, targets: Targets) => Promise<Suite>)[] = [
  graphqlProtocol,
  tokens,
  roles,
  objectIds,
  objectTypes,
  webSocket,
  graphFace,
  harm,
  secrets,
];
/** On the data that the stopped product leaves behind. */
const suitesAfterwards = [vaultTampering, logTampering];

const product = await RunningProduct.start();
const outcomes: Outcome[] = [];
try {
  const targets = await prepareTargets(product);
  for (const suite of suites) outcomes.push(await runSuite(await suite(product, targets)));
  await product.stop();
  for (const suite of suitesAfterwards) outcomes.push(await runSuite(await suite(product)));
} finally {
  await product.close();
}
const row = (name: string, ...numbers: readonly (string | number)[]): string =>
  name.padEnd(24) + numbers.map((number) => `${number}`.padStart(10)).join('');
const sum = (of: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, each) => total + of(each), 0);
const letIn = sum((outcome) => outcome.letIn.length);
const tried = sum((outcome) => outcome.tried);
const lines = [
  row('attack suite', 'tried', 'refused', 'let in'),
  ...outcomes.map((each) => row(each.suite, each.tried, each.tried - each.letIn.length, each.letIn.length)),
  row('total', tried, tried - letIn, letIn),
  ...outcomes.flatMap((each) => each.letIn.map((what) => `LET IN: ${each.suite}: ${what}`)),
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = letIn === 0 ? 0 : 1;
