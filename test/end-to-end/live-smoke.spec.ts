import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSimulator, type SimulatorOptions, type Wrapper } from '../../apps/simulator/src/index.js';

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs the check as a process of its own. */
async function smoke(environment: Readonly<Record<string, string>>): Promise<Outcome> {
  const args = ['--no-warnings', 'dist/apps/server/src/smoke/main.js'];
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

/** The reader may not read applications. */
const withoutApplications: Wrapper = (next) => (request) =>
  request.path.startsWith('/applications')
    ? Promise.resolve({
        status: 403,
        body: { error: { code: 'Authorization_RequestDenied', message: 'No.' } },
      })
    : next(request);

describe('the check of a real tenant', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'known-good-smoke-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function checked(options: SimulatorOptions): Promise<Outcome & { readonly changes: boolean }> {
    const simulator = await startSimulator({ users: 60, ...options });
    try {
      const state = async () => (await fetch(`${simulator.url}/simulator/state`)).text();
      const before = await state();
      const file = join(folder, 'tenants.json');
      const credential = { kind: 'simulator' };
      const { tenantId: id, displayName, url: graphUrl } = simulator;
      await writeFile(file, JSON.stringify([{ id, displayName, graphUrl, credential }]));
      const outcome = await smoke({ KNOWN_GOOD_TENANTS_FILE: file });
      return { ...outcome, changes: before !== (await state()) };
    } finally {
      await simulator.close();
    }
  }

  it('says what it needs where there is no credential', async () => {
    const { code, output } = await smoke({});
    expect(code).toBe(2);
    expect(output).toContain('KNOWN_GOOD_TENANTS_FILE');
    expect(output).toContain('Directory.Read.All');
  });

  it('reads everything, says so by type, and changes nothing', async () => {
    const { code, output, changes } = await checked({});
    expect(output).toContain('Everything could be read.');
    expect(output).toMatch(/User: whole, \d+ objects/);
    expect(output).toContain('not read: strongAuthenticationPolicy (noGraphApi)');
    expect(changes).toBe(false);
    expect(code).toBe(0);
  });

  it('tells what could not be read whole', async () => {
    const { code, output } = await checked({ wrappers: [withoutApplications] });
    expect(output).toMatch(/Application: PARTIAL/);
    expect(output).toContain('permission: objects:');
    expect(code).toBe(1);
  });
});
