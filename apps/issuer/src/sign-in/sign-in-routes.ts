import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type Provider from 'oidc-provider';
import { accountOf } from '../accounts.js';
import { escaped, page, PAGE_HEADERS } from '../pages/page.js';
import { continuePage, signInPage } from '../pages/sign-in-page.js';
import { API_AUDIENCE, API_SCOPE, clientName, OPENID_SCOPES } from '../provider-configuration.js';
import { isObject } from '../secrets/secret-file.js';
import type { PasswordCheck } from './password-check.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/**
 * The pages between an authorisation request and its answer: sign in, or confirm who is signed in already. Each
 * request belongs to one interaction, which oidc-provider ties to the browser by a signed cookie.
 */
export function signInRoutes(provider: Provider, passwords: PasswordCheck): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '4kb' });
  router.use((_request, response, next) => {
    response.set({ ...PAGE_HEADERS });
    next();
  });
  router.get('/:uid', async (request, response) => {
    showStep(response, await provider.interactionDetails(request, response));
  });
  router.post('/:uid', form, async (request, response) => {
    await signIn(provider, passwords, request, response);
  });
  router.post('/:uid/continue', async (request, response) => {
    const interaction = await provider.interactionDetails(request, response);
    const accountId = interaction.session?.accountId;
    if (accountOf(accountId) === undefined) return void response.redirect(303, pathOf(interaction));
    await finish(provider, request, response, interaction, accountId ?? '');
  });
  router.post('/:uid/switch', async (request, response) => {
    response.send(signInPage(pathOf(await provider.interactionDetails(request, response))));
  });
  router.use(showProblem);
  return router;
}

function showStep(response: Response, interaction: Interaction): void {
  const account = accountOf(interaction.session?.accountId);
  const path = pathOf(interaction);
  const mayContinue = account !== undefined && interaction.prompt.name === 'consent';
  response.send(
    mayContinue
      ? continuePage(path, account.displayName, clientName(interaction.params['client_id']))
      : signInPage(path),
  );
}

async function signIn(
  provider: Provider,
  passwords: PasswordCheck,
  request: Request,
  response: Response,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response);
  const userName = field(request, 'username');
  const result = passwords.check(userName, field(request, 'password'));
  if (result.account !== undefined) {
    await finish(provider, request, response, interaction, result.account.objectId);
    return;
  }
  const problem =
    result.waitSeconds === undefined
      ? 'The user name or password is wrong.'
      : `There were too many attempts. Try again in ${result.waitSeconds} seconds.`;
  response.status(result.waitSeconds === undefined ? 401 : 429);
  response.send(signInPage(pathOf(interaction), userName, problem));
}

/** Ends the interaction: the clients are the product's own, so who signs in to one lets it act for them. */
async function finish(
  provider: Provider,
  request: Request,
  response: Response,
  interaction: Interaction,
  accountId: string,
): Promise<void> {
  const clientId = interaction.params['client_id'];
  if (typeof clientId !== 'string') throw new Error('An interaction has no client.');
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope([...OPENID_SCOPES]);
  grant.addResourceScope(API_AUDIENCE, API_SCOPE);
  const grantId = await grant.save();
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId }, consent: { grantId } },
    { mergeWithLastSubmission: false },
  );
}

function showProblem(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const expected = isObject(error) && Number(error['status']) < 500;
  const text = expected
    ? 'This sign-in is over or was begun in another browser. Go back to where you came from and sign in again.'
    : 'Something went wrong here. Try again.';
  response
    .status(expected ? 400 : 500)
    .send(page('This did not work', `<p role="alert">${escaped(text)}</p>`));
}

function pathOf(interaction: Interaction): string {
  return `/interaction/${interaction.uid}`;
}

function field(request: Request, name: string): string {
  const body: unknown = request.body;
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === 'string' ? value : '';
}
