import type { Command } from 'commander';
import { Connection } from '../api/connection.js';
import { TenantsDocument } from '../api/generated.js';
import { serverAddress } from '../api/server-address.js';
import { CommandEnd, EXIT, type ExitCode } from '../exit-codes.js';
import { Output } from '../output/output.js';
import { accessToken } from '../sign-in/access-token.js';
import { StoredSignIns } from '../sign-in/stored-sign-ins.js';

const DEFAULT_SERVER = 'http://localhost:4000';

/** The options that every command takes. */
export interface CommonOptions {
  readonly server?: string;
  readonly tenant?: string;
  readonly json?: boolean;
}

/** One run of a command: where it asks, and where it writes. */
export class Session {
  private tenant: string | undefined;

  private constructor(
    readonly server: string,
    readonly connection: Connection,
    readonly output: Output,
    readonly signIns: StoredSignIns,
    readonly token: () => Promise<string>,
    tenant: string | undefined,
  ) {
    this.tenant = tenant;
  }

  /** The server is that of `--server`, of `KNOWN_GOOD_SERVER`, or of the last sign-in. */
  static async open({ server, tenant, json }: CommonOptions, env = process.env): Promise<Session> {
    const signIns = new StoredSignIns(env);
    const named = server ?? env['KNOWN_GOOD_SERVER'];
    const address = serverAddress(named || ((await signIns.lastServer()) ?? DEFAULT_SERVER));
    const token = (): Promise<string> => accessToken(address, signIns, env);
    return new Session(
      address,
      new Connection(address, token),
      new Output(json ?? false),
      signIns,
      token,
      tenant ?? (env['KNOWN_GOOD_TENANT'] || undefined),
    );
  }

  /** The tenant of `--tenant` or `KNOWN_GOOD_TENANT`, else the only one that the caller may see. */
  async tenantId(): Promise<string> {
    if (this.tenant !== undefined) return this.tenant;
    const { tenants } = await this.connection.ask(TenantsDocument, {});
    const [only, another] = tenants.nodes;
    if (only === undefined)
      throw new CommandEnd(EXIT.refused, 'TenantNotFound', 'No tenant is connected that you may see.');
    if (another !== undefined)
      throw new CommandEnd(EXIT.usage, 'Usage', 'Say with --tenant which tenant: known-good tenants');
    this.tenant = only.id;
    return only.id;
  }
}

/** What a command does with its arguments and options; it answers how the process ends. */
export type Run<Options> = (session: Session, options: Options, ...args: string[]) => Promise<ExitCode>;

/** Gives a command the options that all have, and what it does. */
export function runs<Options extends object>(command: Command, run: Run<Options>): Command {
  return command
    .option('--server <url>', 'the server (default: KNOWN_GOOD_SERVER, the last sign-in, or this machine)')
    .option('--tenant <id>', 'the tenant (default: KNOWN_GOOD_TENANT, or the only one)')
    .option('--json', 'write lines of JSON')
    .option('--no-color', 'write without colours, as where NO_COLOR is set')
    .action(async () => {
      const options = command.opts<Options & CommonOptions & { readonly color: boolean }>();
      if (!options.color) process.env['NO_COLOR'] = '1';
      process.exitCode = await run(
        await Session.open(options),
        options,
        ...(command.processedArgs as string[]),
      );
    });
}
