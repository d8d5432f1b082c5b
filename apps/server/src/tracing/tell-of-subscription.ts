import { SpanKind } from '@opentelemetry/api';
import { getOperationAST, type ExecutionArgs } from 'graphql';
import { correlateSpan } from './correlation.js';
import { describeOperation } from './describe-operation.js';
import { beginSpan } from './tracer.js';

/** Tells that a subscription has begun over a WebSocket; how long it lasts is the client's affair. */
export function tellOfSubscription(
  { document, operationName }: Pick<ExecutionArgs, 'document' | 'operationName'>,
  correlationId: string,
): void {
  const span = beginSpan('SUBSCRIBE /graphql', { kind: SpanKind.SERVER });
  const operation = getOperationAST(document, operationName);
  if (operation) describeOperation(span, operation);
  correlateSpan(correlationId, span);
  span.end();
}
