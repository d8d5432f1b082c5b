import { describe, expect, it } from '@jest/globals';
import { simulatorOptions } from './command-line.js';

describe('the command line of the simulator', () => {
  it('has defaults for everything', () => {
    expect(simulatorOptions([])).toEqual({ port: 4100, host: '127.0.0.1', users: 2000, seed: 1 });
  });

  it('takes a tenant, an import and a data folder', () => {
    const args = [
      '--tenant',
      'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
      '--import',
      'in',
      '--data',
      'out',
      '--users',
      '5',
    ];
    expect(simulatorOptions(args)).toMatchObject({
      tenantId: 'ffffffff-ffff-4fff-8fff-ffffffffffff',
      importFrom: 'in',
      dataFolder: 'out',
      users: 5,
    });
  });

  it.each([[['--users', 'many']], [['--tenant', 'contoso']], [['--speed', '9']]])('refuses %j', (args) => {
    expect(() => simulatorOptions(args)).toThrow();
  });
});
