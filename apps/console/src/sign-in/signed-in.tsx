import { useEffect, useState, type ReactNode } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import { Problem } from '../elements/problem.js';
import { Issuer } from './issuer.js';
import { Session } from './session.js';
import styles from './signed-in.module.css';

const CALLBACK = '/callback';

/** The state of the page's sign-in. */
type State =
  | { readonly kind: 'looking' }
  | { readonly kind: 'signedOut'; readonly session: Session }
  | { readonly kind: 'signedIn'; readonly session: Session }
  | { readonly kind: 'failed'; readonly problem: string };

/** Shows what is below only to someone who has signed in; lets everyone else do so first. */
export function SignedIn({ children }: { children: (session: Session) => ReactNode }): ReactNode {
  const [state, setState] = useState<State>({ kind: 'looking' });
  useEffect(() => {
    arrival().then(setState, (error: unknown) => setState({ kind: 'failed', problem: reasonOf(error) }));
  }, []);
  if (state.kind === 'signedIn') return children(state.session);
  return (
    <main className={styles['welcome']}>
      <h1>Known Good</h1>
      <p>Backup and recovery of Microsoft Entra tenants.</p>
      {state.kind === 'looking' && <Spinner label="Signing in…" />}
      {state.kind === 'signedOut' && <SignInButton session={state.session} />}
      {state.kind === 'failed' && (
        <>
          <Problem title="The sign-in did not succeed.">{state.problem}</Problem>
          <Button onClick={() => location.assign('/')}>Try again</Button>
        </>
      )}
    </main>
  );
}

function SignInButton({ session }: { session: Session }): ReactNode {
  const here = location.pathname + location.search;
  return (
    <Button appearance="primary" size="large" onClick={() => void session.signIn(here)}>
      Sign in
    </Button>
  );
}

/** Strict mode runs effects twice; an answer of the issuer is good once. */
let underWay: Promise<State> | undefined;

function arrival(): Promise<State> {
  underWay ??= arrive();
  return underWay;
}

async function arrive(): Promise<State> {
  const session = new Session(await Issuer.find());
  if (location.pathname === CALLBACK) {
    const returnTo = await session.arrive(new URL(location.href));
    // The code in the address has been used: neither the history nor a reload may bring it back.
    history.replaceState(null, '', returnTo);
  }
  return { kind: session.name === undefined ? 'signedOut' : 'signedIn', session };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
