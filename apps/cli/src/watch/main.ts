import { parseArgs } from 'node:util';
import { createClient } from 'graphql-ws';
import { progressLine, type Progress } from './progress-line.js';

const USAGE = 'Usage: demo:watch JOB_ID [--url http://localhost:4000]   (access token in the variable TOKEN)';

const SUBSCRIPTION = `subscription ($jobId: ID!) {
  jobProgress(jobId: $jobId) {
    status plannedSteps settledSteps changedObjects objectsModified linksModified failedChanges
    ratePerSecond secondsLeft ended
  }
}`;

/** Follows one job to its end and prints a line for each message. */
async function watch(jobId: string, url: string, token: string): Promise<void> {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws').replace(/\/+$/, '')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  for await (const { data, errors } of client.iterate<{ jobProgress: Progress }>({
    query: SUBSCRIPTION,
    variables: { jobId },
  })) {
    if (errors || !data) throw new Error(errors?.map(({ message }) => message).join(' ') ?? 'No answer.');
    process.stdout.write(`${progressLine(data.jobProgress)}\n`);
  }
  await client.dispose();
}

function fail(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string', default: 'http://localhost:4000' } },
});
const [jobId] = positionals;
const token = process.env['TOKEN'];
if (jobId === undefined || !token) fail(USAGE, 2);
try {
  await watch(jobId, values.url, token);
} catch (error) {
  fail(error instanceof Error ? error.message : 'The connection was refused: is the token still valid?', 1);
}
