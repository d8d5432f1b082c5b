import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import Provider from 'oidc-provider';
import { systemClock, type Clock } from '#runtime';
import { providerConfiguration } from './provider-configuration.js';
import { loadIssuerKeys } from './secrets/issuer-keys.js';
import { loadPasswords } from './secrets/passwords.js';
import { PasswordCheck } from './sign-in/password-check.js';
import { signInRoutes } from './sign-in/sign-in-routes.js';

/** Where and for which tenant the issuer runs. */
export interface IssuerOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** The issuer's own folder, for its keys and the accounts' passwords; made where there is none. */
  readonly dataFolder: string;
  /** The `tid` of every token. */
  readonly tenantId: string;
  /** The address to listen on: loopback unless told otherwise, as the demonstration accounts are not for a network. */
  readonly host?: string;
  readonly clock?: Clock;
}

/** A running issuer. */
export interface Issuer {
  /** Its address on this machine, which is the `iss` of its tokens wherever it listens. */
  readonly issuer: string;
  close(): Promise<void>;
}

/**
 * Starts the embedded OpenID Connect issuer of the default start, with two demonstration accounts. Rejects
 * where the port is taken or the data folder cannot be read and written.
 */
export async function startIssuer(options: IssuerOptions): Promise<Issuer> {
  const { host = '127.0.0.1', clock = systemClock, dataFolder, tenantId } = options;
  const keys = await loadIssuerKeys(dataFolder);
  const passwords = new PasswordCheck(await loadPasswords(dataFolder), clock);
  // The address is part of every token, so it has to be known before the provider is made.
  const server = createServer();
  server.listen(options.port, host);
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${portOf(server)}`;
  const provider = new Provider(issuer, providerConfiguration(tenantId, keys, clock));
  provider.on('server_error', (_ctx, error) => {
    process.stderr.write(`The issuer failed to answer a request: ${error.name}\n`);
  });
  const app = express();
  app.disable('x-powered-by');
  app.use('/interaction', signInRoutes(provider, passwords));
  app.use(provider.callback());
  server.on('request', app);
  return { issuer, close: () => stop(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The issuer listens on no port.');
  return address.port;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
