import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';

const INTRODUCTION = `# Each operation and type

Made from \`schema/schema.graphql\` by \`npm run schema\`; a test keeps it current. [The GraphQL API](../graphql.md) explains how to
use it. Lists are Relay connections: a type whose name ends in \`Connection\` has \`nodes\`, \`edges\` (each with \`node\` and \`cursor\`),
\`pageInfo\` and \`totalCount\`, and is not shown here. \`!\` marks what is never null, or must be given.`;

/** `docs/reference/graphql.md`: every operation and type of the API, in the schema's own words. */
export function graphqlReference(): string {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
  const operations = [
    ['Queries', schema.getQueryType()],
    ['Mutations', schema.getMutationType()],
    ['Subscriptions', schema.getSubscriptionType()],
  ] as const;
  const roots = new Set(operations.map(([, type]) => type?.name));
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isScalarType(type) && !roots.has(type.name))
    .filter(({ name }) => !isList(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${[
    INTRODUCTION,
    ...operations.flatMap(([title, type]) => (type ? [`## ${title}`, ...operationsOf(type)] : [])),
    '## Types',
    ...types.map(typeSection),
  ].join('\n\n')}\n`;
}

function operationsOf(type: GraphQLObjectType): readonly string[] {
  return Object.values(type.getFields()).map((field) =>
    [`### \`${field.name}\``, sentence(field.description), answer(field), argumentTable(field)]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
}

function answer({ type }: GraphQLField<unknown, unknown>): string {
  return `Answers ${linked(type)}.`;
}

function argumentTable({ args }: GraphQLField<unknown, unknown>): string {
  return args.length === 0 ? '' : table(['argument', 'type', 'is'], args.map(valueRow));
}

function typeSection(type: GraphQLNamedType): string {
  return [`### ${type.name}`, sentence(type.description), body(type)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function body(type: GraphQLNamedType): string {
  if (isUnionType(type)) return `One of ${type.getTypes().map(linked).join(', ')}.`;
  if (isEnumType(type))
    return table(
      ['value', 'is'],
      type.getValues().map(({ name, description }) => [code(name), sentence(description)]),
    );
  if (isInputObjectType(type)) {
    const oneOf = type.isOneOf ? 'Exactly one of them is given.\n\n' : '';
    return oneOf + table(['field', 'type', 'is'], Object.values(type.getFields()).map(valueRow));
  }
  if (isObjectType(type) || isInterfaceType(type))
    return table(['field', 'type', 'is'], Object.values(type.getFields()).map(fieldRow));
  return '';
}

function fieldRow({ name, args, type, description }: GraphQLField<unknown, unknown>): readonly string[] {
  const called = args.length === 0 ? name : `${name}(${args.map((each) => each.name).join(', ')})`;
  return [code(called), linked(type), sentence(description)];
}

function valueRow({
  name,
  type,
  description,
  defaultValue,
}: GraphQLArgument | GraphQLInputField): readonly string[] {
  const otherwise = defaultValue === undefined ? '' : ` Default: \`${JSON.stringify(defaultValue)}\`.`;
  return [code(name), linked(type), `${sentence(description)}${otherwise}`];
}

type Type = GraphQLField<unknown, unknown>['type'] | GraphQLInputField['type'];

/** A type as the schema writes it, with a link to its section where it has one. */
function linked(type: Type): string {
  const { name } = getNamedType(type);
  const text = code(String(type));
  return isScalarType(getNamedType(type)) || isList(name) ? text : `[${text}](#${name.toLowerCase()})`;
}

const isList = (name: string): boolean => /(?:Connection|Edge)$/.test(name);
const code = (text: string): string => `\`${text}\``;
const sentence = (text: string | null | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim();

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
