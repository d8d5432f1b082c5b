import { context, createContextKey, trace, type Span } from '@opentelemetry/api';

const CORRELATION = createContextKey('known-good correlation id');

/** How spans name the id by which everything that follows from one request is found, in the log as well. */
export const CORRELATION_ATTRIBUTE = 'known_good.correlation_id';

/** Runs something so that the spans and lines of the log within it bear a correlation id. Does nothing more without tracing. */
export function correlated<Result>(correlationId: string, run: () => Result): Result {
  return context.with(context.active().setValue(CORRELATION, correlationId), run);
}

/** The correlation id that something runs under, where tracing is on. */
export function currentCorrelation(): string | undefined {
  const id = context.active().getValue(CORRELATION);
  return typeof id === 'string' ? id : undefined;
}

/** Says on the span of the present request by which id it is found. */
export function correlateSpan(correlationId: string, span: Span | undefined = trace.getActiveSpan()): void {
  span?.setAttribute(CORRELATION_ATTRIBUTE, correlationId);
}

/** What the log says of where a line belongs: nothing without tracing. */
export function whereInTrace(): Readonly<Record<string, string>> {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { traceId: span.traceId, spanId: span.spanId };
}
