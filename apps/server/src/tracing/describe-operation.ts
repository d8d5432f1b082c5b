import type { Span } from '@opentelemetry/api';
import { Kind, type OperationDefinitionNode } from 'graphql';

/** A name is the client's own: no more of it is told than names need. */
const LONGEST_NAME = 64;

/**
 * Says on a span which operation of the API it is about (https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/):
 * its kind, the name that the client gave it, and the fields of the schema that it asks for. Nothing of its arguments.
 */
export function describeOperation(span: Span, operation: OperationDefinitionNode): void {
  const fields = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
  span.setAttributes({
    'graphql.operation.type': operation.operation,
    ...(operation.name && { 'graphql.operation.name': operation.name.value.slice(0, LONGEST_NAME) }),
    'known_good.fields': [...new Set(fields)],
  });
}
