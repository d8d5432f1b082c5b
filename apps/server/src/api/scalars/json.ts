import { GraphQLError, GraphQLScalarType } from 'graphql';

/** Any JSON value, as it is. Only answers carry it; nothing that a caller sends has this type. */
export const JsonValue = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value: an attribute’s value as Microsoft Graph shows it, in canonical form.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('JSON values are answered, never taken.');
  },
});
