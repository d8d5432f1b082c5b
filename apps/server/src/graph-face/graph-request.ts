import { createParamDecorator, Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { contextOf } from '../api/access/authenticate.js';
import { API_PARTS, type ApiParts } from '../api/api-parts.js';
import type { Caller } from '../api/access/caller.js';
import type { QueryOptions } from './query/query-options.js';

/** The authenticated caller of a request. */
export const GraphCaller = createParamDecorator((_data: unknown, execution: ExecutionContext): Caller => {
  const request = execution.switchToHttp().getRequest<Request & { res: Response }>();
  return contextOf(request).caller;
});

/** What a list or an entity is answered with: the query options, and the address that was asked for. */
export interface Asked {
  readonly options: QueryOptions;
  readonly url: URL;
}

/** Tells by which address a caller reaches this API, so that its links lead the caller back here. */
@Injectable()
export class OwnAddress {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'settings'>) {}

  /** The whole address of a request. A proxy's word for scheme and host counts only where the proxy is ours. */
  of({ headers, protocol, originalUrl }: Pick<Request, 'headers' | 'protocol' | 'originalUrl'>): URL {
    const ours = this.parts.settings.trustedProxies > 0;
    const scheme = ours && headers['x-forwarded-proto'] === 'https' ? 'https' : protocol;
    const forwarded = headers['x-forwarded-host'];
    const host = ours && typeof forwarded === 'string' ? forwarded : (headers.host ?? 'localhost');
    const origin = `${scheme}://${host}`;
    return new URL(originalUrl, URL.canParse(origin) ? origin : `${scheme}://localhost`);
  }
}
