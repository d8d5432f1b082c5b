import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { CORRELATION_ATTRIBUTE, currentCorrelation } from './correlation.js';
import { pathTemplate } from './path-template.js';
import { inSpan } from './tracer.js';

type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` that tells of each call by method, host and template of the path
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/): never by an id, a query, a header or a body.
 */
export function tracedFetch(fetch: Fetch): Fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? 'GET';
    const template = pathTemplate(url.pathname);
    const correlationId = currentCorrelation();
    const attributes = {
      'http.request.method': method,
      'server.address': url.hostname,
      'url.template': template,
      ...(correlationId !== undefined && { [CORRELATION_ATTRIBUTE]: correlationId }),
    };
    return inSpan(`${method} ${template}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const response = await fetch(input, init);
      span.setAttribute('http.response.status_code', response.status);
      if (response.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
      return response;
    });
  };
}
