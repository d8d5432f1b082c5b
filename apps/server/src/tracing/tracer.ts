import { SpanStatusCode, trace, type Span, type SpanOptions } from '@opentelemetry/api';

/** Where the product's spans come from: they lead nowhere until tracing is opened. */
const tracer = () => trace.getTracer('known-good');

/**
 * Runs something within a span that ends with it. What it throws is noted by its name alone: messages may hold what
 * belongs into no trace.
 */
export function inSpan<Result>(
  name: string,
  options: SpanOptions,
  run: (span: Span) => Promise<Result>,
): Promise<Result> {
  return tracer().startActiveSpan(name, options, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Begins a span that the caller ends. */
export function beginSpan(name: string, options: SpanOptions): Span {
  return tracer().startSpan(name, options);
}
