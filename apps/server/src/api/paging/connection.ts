import type { Type } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InvalidCursorError, type Page, type PageRequest } from '#projections';
import { PageInfo } from './page-info.model.js';
import { badCursor, pageRequest, type PageArgs } from './page.args.js';

/** One page of a list, as Relay's connections show it. */
export interface Connection<Row> {
  edges: readonly { readonly cursor: string; readonly node: Row }[];
  nodes: readonly Row[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** The connection type over `Node`: extend it by a class named `<Node>Connection`. */
export function connectionOf<Row extends object>(Node: Type<Row>): Type<Connection<Row>> {
  @ObjectType(`${Node.name}Edge`, { description: `A ${Node.name} in a list, with its cursor.` })
  class Edge {
    @Field({ description: 'Names this row’s place: pass it as `after` to go on behind it.' })
    readonly cursor: string;

    @Field(() => Node, { description: 'The row itself.' })
    readonly node: Row;
  }

  @ObjectType({ isAbstract: true })
  class AbstractConnection implements Connection<Row> {
    @Field(() => [Edge], { description: 'The page’s rows with their cursors.' })
    edges: readonly Edge[];

    @Field(() => [Node], { description: 'The page’s rows without cursors.' })
    nodes: readonly Row[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo: PageInfo;

    @Field(() => Int, { description: 'Rows of the whole list, after filtering.' })
    totalCount: number;
  }
  return AbstractConnection;
}

/**
 * Reads a page of views and shows it as a connection of `toNode`'s results. A size or a cursor that no page of
 * the list can have is a client error.
 */
export async function connection<View, Row>(
  args: PageArgs,
  read: (page: PageRequest) => Page<View> | Promise<Page<View>>,
  toNode: (view: View) => Row,
): Promise<Connection<Row>> {
  const { rows, totalCount, hasNextPage } = await readPage(pageRequest(args), read);
  const edges = rows.map(({ cursor, row }) => ({ cursor, node: toNode(row) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    totalCount,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: typeof args.after === 'string',
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

async function readPage<View>(
  page: PageRequest,
  read: (page: PageRequest) => Page<View> | Promise<Page<View>>,
): Promise<Page<View>> {
  try {
    return await read(page);
  } catch (error) {
    if (error instanceof InvalidCursorError) throw badCursor();
    throw error;
  }
}
