import { parseArgs } from 'node:util';
import { BEHAVIOUR_ARGUMENTS, BEHAVIOUR_USAGE, behaviourOptions } from './behaviour-arguments.js';
import type { SimulatorOptions } from './simulator.js';

export const USAGE = `Usage: simulator [--port 4100] [--host 127.0.0.1] [--users 2000] [--seed 1] [--tenant GUID]
                 [--import DIR] [--data DIR]
${BEHAVIOUR_USAGE}`;

const WHOLE_NUMBER = /^\d{1,9}$/;

/** Reads the command line. Throws an error whose message is meant for the user. */
export function simulatorOptions(args: readonly string[]): SimulatorOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4100' },
      host: { type: 'string', default: '127.0.0.1' },
      users: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      tenant: { type: 'string' },
      import: { type: 'string' },
      data: { type: 'string' },
      ...BEHAVIOUR_ARGUMENTS,
    },
  });
  const { tenant, import: importFrom, data: dataFolder } = values;
  if (tenant !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenant))
    throw new Error(`--tenant takes a GUID, not '${tenant}'.`);
  return {
    port: wholeNumber('port', values.port),
    host: values.host,
    users: wholeNumber('users', values.users),
    seed: wholeNumber('seed', values.seed),
    ...(tenant === undefined ? {} : { tenantId: tenant.toLowerCase() }),
    ...(importFrom === undefined ? {} : { importFrom }),
    ...(dataFolder === undefined ? {} : { dataFolder }),
    ...behaviourOptions(values),
  };
}

function wholeNumber(name: string, text: string): number {
  if (!WHOLE_NUMBER.test(text)) throw new Error(`--${name} takes a whole number, not '${text}'.`);
  return Number(text);
}
