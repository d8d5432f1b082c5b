import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { pathTemplate } from './path-template.js';
import { beginSpan } from './tracer.js';

/** The methods of HTTP that are told by name: a client can send any word. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Express middleware that tells of each request but health checks, from its arrival to its end. */
export const tracedRequests: RequestHandler = (request, response, next) => {
  if (request.path.startsWith('/health')) return next();
  const method = METHODS.has(request.method) ? request.method : '_OTHER';
  const template = pathTemplate(request.path);
  const span = beginSpan(`${method} ${template}`, {
    kind: SpanKind.SERVER,
    attributes: { 'http.request.method': method, 'http.route': template },
  });
  response.once('close', () => {
    span.setAttribute('http.response.status_code', response.statusCode);
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(context.active(), span), next);
};
