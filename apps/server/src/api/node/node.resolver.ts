import { UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { FindNode } from './find-node.query.js';
import { Node } from './node.model.js';

@Resolver(() => Node)
export class NodeResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => Node, {
    nullable: true,
    description: 'The tenant, backup, report or recovery of this id; null where there is none.',
  })
  @UseGuards(ReaderGuard)
  node(
    @Args('id', { type: () => ID, description: 'The id.' }) id: string,
    @Context('caller') caller: Caller,
  ): Promise<Node | undefined> {
    return this.queries.execute(new FindNode(caller, id));
  }
}
