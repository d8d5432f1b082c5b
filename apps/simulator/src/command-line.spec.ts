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

  it.each([
    [['--permissions', 'on'], { permissions: true }],
    [['--permissions', 'off', '--quota', 'off'], {}],
    [['--quota', 'real'], { quota: { factor: 1 } }],
    [['--quota', 'x10'], { quota: { factor: 10 } }],
    [['--quota', 'x0.5'], { quota: { factor: 0.5 } }],
    [['--lag', '2.5'], { lagMs: 2500 }],
    [['--faults', '0.05'], { faults: { rate: 0.05 } }],
    [
      ['--delta', 'repeats,reordered,pages=5'],
      { delta: { repeats: true, reordered: true, objectsPerPage: 5, membersPerPage: 5 } },
    ],
    [['--lose-pages', 'all'], { gaps: { losePages: 'all' } }],
    [
      ['--lose-pages', '/users,/groups/{id}/members'],
      { gaps: { losePages: ['/users', '/groups/{id}/members'] } },
    ],
    [
      ['--truncate-members', '20', '--fill-gaps'],
      { gaps: { truncateMembers: 20, showPrincipalMembers: true, expandAll: true } },
    ],
  ])('takes %j', (args, behaviour) => {
    expect(simulatorOptions(args)).toEqual({ ...simulatorOptions([]), ...behaviour });
  });

  it.each([
    [['--users', 'many']],
    [['--tenant', 'contoso']],
    [['--speed', '9']],
    [['--permissions', 'yes']],
    [['--quota', '10']],
    [['--quota', 'x0']],
    [['--lag', '-1']],
    [['--faults', '1.1']],
    [['--faults', 'often']],
    [['--delta', 'slow']],
    [['--delta', 'pages=0']],
    [['--truncate-members', 'all']],
  ])('refuses %j', (args) => {
    expect(() => simulatorOptions(args)).toThrow();
  });
});
