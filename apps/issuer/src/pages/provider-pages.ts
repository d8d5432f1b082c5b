import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { escaped, PAGE_HEADERS, page } from './page.js';

/*
 * The pages that oidc-provider shows itself. The forms are its own: they hold its protection against forged
 * requests, and are referred to by the ids used here.
 */

/** Where a person enters the code that a device or command line shows. */
export function userCodePage(ctx: KoaContextWithOIDC, form: string, _out?: ErrorOut, problem?: Error): void {
  const hint =
    problem === undefined
      ? '<p>Enter the code that is shown where you want to sign in.</p>'
      : '<p role="alert">This code is not known or no longer good. Enter it again, or ask for a new one.</p>';
  const labelled = form.replace(/ onfocus="[^"]*"/, ' aria-label="Code"');
  show(
    ctx,
    'Connect a device',
    `${hint}\n${labelled}\n<button type="submit" form="op.deviceInputForm">Continue</button>`,
  );
}

/** Where a person compares the code before going on. */
export function userCodeConfirmationPage(
  ctx: KoaContextWithOIDC,
  form: string,
  client: { readonly clientName?: string | undefined },
  _device: unknown,
  userCode: string,
): void {
  show(
    ctx,
    'Compare the code',
    `<p>${escaped(client.clientName ?? 'A program')} asks to sign in as you. Continue only if it shows this code:</p>
<p><code>${escaped(userCode)}</code></p>
${form}
<button type="submit" form="op.deviceConfirmForm">Continue</button>
<button type="submit" form="op.deviceConfirmForm" value="yes" name="abort" class="quiet">Refuse</button>`,
  );
}

/** The end of a sign-in for a device. */
export function deviceSuccessPage(ctx: KoaContextWithOIDC): void {
  show(ctx, 'You are signed in', '<p>You can close this page and go back to where you started.</p>');
}

/** Asks before signing out. */
export function signOutPage(ctx: KoaContextWithOIDC, form: string): void {
  show(
    ctx,
    'Sign out?',
    `${form}
<button type="submit" form="op.logoutForm" value="yes" name="logout" autofocus>Sign out</button>
<button type="submit" form="op.logoutForm" class="quiet">Stay signed in</button>`,
  );
}

/** The end of a session. */
export function signedOutPage(ctx: KoaContextWithOIDC): void {
  show(ctx, 'You are signed out', '<p>You can close this page.</p>');
}

/** What went wrong with a request that a browser made. */
export function errorPage(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  const description = out.error_description ?? out.error;
  show(
    ctx,
    'This did not work',
    `<p role="alert">${escaped(description)}</p>\n<p>Go back to where you came from and sign in again.</p>`,
  );
}

function show(ctx: KoaContextWithOIDC, title: string, body: string): void {
  ctx.set({ ...PAGE_HEADERS });
  ctx.type = 'html';
  ctx.body = page(title, body);
}
