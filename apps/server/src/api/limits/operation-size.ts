import {
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How much an operation asks for. Fragments count as often as they are spread. */
export interface OperationSize {
  /** Levels of fields below the operation. */
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields of the answer at the most, where each page is full and each other list holds a few. */
  readonly cost: number;
  /** Every page size asked for, as it was given. */
  readonly pageSizes: readonly unknown[];
}

/** What attributes, links and other lists without pages are taken to hold. */
const ROWS_OF_A_LIST = 4;

const NOTHING: OperationSize = { depth: 0, fields: 0, aliases: 0, directives: 0, cost: 0, pageSizes: [] };

/**
 * Measures a valid operation without expanding it: each fragment is measured once, so the time follows the
 * document's length and not what it would grow to.
 */
export function operationSize(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationSize {
  const root = schema.getRootType(operation.operation) ?? undefined;
  const values = { ...defaultsOf(operation), ...variables };
  const size = new Measure(schema, document, values).selections(root, operation.selectionSet);
  return { ...size, directives: size.directives + (operation.directives?.length ?? 0) };
}

class Measure {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measured = new Map<string, OperationSize>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  selections(parent: GraphQLNamedType | undefined, { selections }: SelectionSetNode): OperationSize {
    return selections
      .map((selection): OperationSize => {
        const directives = selection.directives?.length ?? 0;
        if (selection.kind === Kind.FIELD) return this.field(parent, selection, directives);
        const spread =
          selection.kind === Kind.FRAGMENT_SPREAD
            ? this.fragment(selection.name.value)
            : this.selections(
                this.typeNamed(selection.typeCondition?.name.value) ?? parent,
                selection.selectionSet,
              );
        return { ...spread, directives: spread.directives + directives };
      })
      .reduce(sum, NOTHING);
  }

  private field(parent: GraphQLNamedType | undefined, node: FieldNode, directives: number): OperationSize {
    const definition = fieldsOf(parent)[node.name.value];
    const inner = node.selectionSet
      ? this.selections(definition && getNamedType(definition.type), node.selectionSet)
      : NOTHING;
    const pageSize = definition && this.pageSize(definition, node);
    const own = { aliases: inner.aliases + (node.alias ? 1 : 0), directives: inner.directives + directives };
    if (isIntrospection(node)) return { ...NOTHING, ...own, fields: 1, cost: 1 };
    return {
      ...own,
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      cost: 1 + inner.cost * rowsOf(parent, definition, pageSize?.value),
      pageSizes: pageSize === undefined ? inner.pageSizes : [pageSize.value, ...inner.pageSizes],
    };
  }

  /** Measured once. A fragment within itself, which no valid document holds, counts nothing. */
  private fragment(name: string): OperationSize {
    const known = this.measured.get(name);
    if (known) return known;
    this.measured.set(name, NOTHING);
    const fragment = this.fragments.get(name);
    const size = fragment
      ? this.selections(this.typeNamed(fragment.typeCondition.name.value), fragment.selectionSet)
      : NOTHING;
    this.measured.set(name, size);
    return size;
  }

  private typeNamed(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.schema.getType(name);
  }

  /** The number of rows that a paged field asks for; `undefined` for any other field. */
  private pageSize(
    definition: GraphQLField<unknown, unknown>,
    node: FieldNode,
  ): { value: unknown } | undefined {
    const argument = definition.args.find(({ name }) => name === 'first');
    if (argument === undefined) return undefined;
    const given = node.arguments?.find(({ name }) => name.value === 'first');
    const value = given && valueFromASTUntyped(given.value, this.variables);
    return { value: value ?? argument.defaultValue };
  }
}

/** What is below these is not data: its size is bounded by the schema, its depth by a rule of graphql-js. */
const isIntrospection = (node: FieldNode): boolean =>
  node.name.value === '__schema' || node.name.value === '__type';

const fieldsOf = (type: GraphQLNamedType | undefined) =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};

/** How often what is below a field is answered. A connection's page counts once, at the field that asks for it. */
function rowsOf(
  parent: GraphQLNamedType | undefined,
  definition: GraphQLField<unknown, unknown> | undefined,
  pageSize: unknown,
): number {
  if (typeof pageSize === 'number') return pageSize;
  if (definition === undefined || 'pageInfo' in fieldsOf(parent)) return 1;
  const type = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
  return isListType(type) ? ROWS_OF_A_LIST : 1;
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );

const sum = (a: OperationSize, b: OperationSize): OperationSize => ({
  depth: Math.max(a.depth, b.depth),
  fields: a.fields + b.fields,
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
  cost: a.cost + b.cost,
  pageSizes: [...a.pageSizes, ...b.pageSizes],
});
