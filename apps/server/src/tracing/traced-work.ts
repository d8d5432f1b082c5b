import { SpanKind } from '@opentelemetry/api';
import type { AroundWork } from '#jobs';
import { CORRELATION_ATTRIBUTE, correlated } from './correlation.js';
import { inSpan } from './tracer.js';

/** Tells of each piece of a worker's work, under the correlation id of the request that it follows from. */
export const tracedWork: AroundWork = ({ kind, id, tenantId, attempt, correlationId }, run) => {
  const attributes = {
    'known_good.job.kind': kind,
    'known_good.job.id': id,
    'known_good.tenant.id': tenantId,
    'known_good.job.attempt': attempt,
    [CORRELATION_ATTRIBUTE]: correlationId,
  };
  return correlated(correlationId, () => inSpan(`job ${kind}`, { kind: SpanKind.CONSUMER, attributes }, run));
};
