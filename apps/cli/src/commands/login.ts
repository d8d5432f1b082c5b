import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { runs } from '../session/session.js';
import { Issuer } from '../sign-in/issuer.js';

interface LoginOptions {
  readonly clientId: string;
}

/** `login` and `logout`. */
export function addLogin(program: Command): void {
  const login = program
    .command('login')
    .description('Sign in with a code on any device; the sign-in is kept in a file that only you can read')
    .option(
      '--client-id <id>',
      'the application to sign in as',
      process.env['KNOWN_GOOD_CLIENT_ID'] || 'known-good-cli',
    );
  runs<LoginOptions>(login, async ({ server, output, signIns }, { clientId }) => {
    const issuer = await Issuer.of(server, clientId);
    const signIn = await issuer.signIn((code) => {
      output.record('deviceCode', code);
      output.note(`Open ${code.verificationUri} in a browser and enter the code`);
      output.note(`\n    ${code.userCode}\n`);
      output.note(`It is good for ${Math.round(code.expiresInSeconds / 60)} minutes. Waiting…`);
    });
    await signIns.keep(server, signIn);
    output.record('signedIn', { server, name: signIn.name });
    output.line(`Signed in at ${server} as ${signIn.name}.`);
    return EXIT.done;
  });
  const logout = program.command('logout').description('Forget the sign-in of a server');
  runs(logout, async ({ server, output, signIns }) => {
    const forgotten = await signIns.forget(server);
    output.record('signedOut', { server, forgotten });
    output.line(
      forgotten ? `The sign-in at ${server} is forgotten.` : `You were not signed in at ${server}.`,
    );
    return EXIT.done;
  });
}
