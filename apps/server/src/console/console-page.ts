import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Request, Response } from 'express';
import { pageHeaders } from './page-headers.js';

/** Where `npm run build` puts the console. */
export const BUILT_CONSOLE = fileURLToPath(new URL('../../../console/', import.meta.url));

/** What the built page has in place of each answer's nonce. */
const NONCE_PLACEHOLDER = '__NONCE__';

/** The one page of the console, with a fresh nonce in each answer. */
export class ConsolePage {
  private readonly html: string | undefined;

  /** `folder`: the built console, read once. Where there is none, nothing is served. */
  constructor(
    folder: string,
    private readonly authority: string | undefined,
  ) {
    const file = `${folder}/index.html`;
    this.html = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /**
   * Tells whether a request is for a page, and there is one to show: a browser's at any address, and at the root that of
   * whoever takes HTML.
   */
  answers(request: Request): boolean {
    const { method, headers, path } = request;
    if (this.html === undefined || (method !== 'GET' && method !== 'HEAD')) return false;
    if (path === '/') return request.accepts('html') !== false;
    return (headers.accept ?? '').includes('text/html');
  }

  send(response: Response): void {
    const nonce = randomBytes(18).toString('base64');
    response
      .status(200)
      .set(pageHeaders(nonce, this.authority))
      .send(this.html?.replaceAll(NONCE_PLACEHOLDER, nonce));
  }
}
