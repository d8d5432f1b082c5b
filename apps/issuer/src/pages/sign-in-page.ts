import { escaped, page } from './page.js';

/** Asks for name and password; `problem` says what was wrong with the last attempt. */
export function signInPage(action: string, userName = '', problem?: string): string {
  const alert = problem === undefined ? '' : `<p role="alert" id="problem">${escaped(problem)}</p>`;
  const described = problem === undefined ? '' : ' aria-describedby="problem"';
  return page(
    'Sign in',
    `${alert}
<form method="post" action="${escaped(action)}">
<label for="username">User name</label>
<input id="username" name="username" value="${escaped(userName)}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required autofocus${described}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" required${described}>
<button type="submit">Sign in</button>
</form>`,
  );
}

/** Asks who is signed in already whether to go on to a client. */
export function continuePage(action: string, displayName: string, clientName: string): string {
  return page(
    'Continue',
    `<p>You are signed in as <strong>${escaped(displayName)}</strong>. Continue to ${escaped(clientName)}?</p>
<form method="post" action="${escaped(action)}/continue">
<button type="submit" autofocus>Continue</button>
</form>
<form method="post" action="${escaped(action)}/switch">
<button type="submit" class="quiet">Use another account</button>
</form>`,
  );
}
