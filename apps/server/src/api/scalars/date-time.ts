import { GraphQLError, GraphQLScalarType } from 'graphql';

/** Moments in UTC. Takes any ISO 8601 moment with a time zone and hands it on as ISO 8601 in UTC. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'A moment as ISO 8601 text in UTC, such as `2026-03-01T02:00:00.000Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => utc(value),
  parseValue: (value) => utc(value),
  parseLiteral: (node) => utc('value' in node ? node.value : undefined),
});

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function utc(value: unknown): string {
  const moment = typeof value === 'string' && WITH_ZONE.test(value) ? new Date(value) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime()))
    throw new GraphQLError('A DateTime is ISO 8601 text with a time zone, such as 2026-03-01T02:00:00Z.');
  return moment.toISOString();
}
