import { Inject, UseGuards } from '@nestjs/common';
import { Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { RebuildAlreadyRunning } from '../refusal/refusals.model.js';
import { refused, refusedAs } from '../refusal/refused.js';
import { ReadModels } from './read-models.model.js';
import { RebuildReadModelsResult } from './rebuild-read-models.result.js';

@Resolver(() => ReadModels)
export class ReadModelsResolver {
  constructor(
    private readonly permission: Permission,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'readModels'>,
  ) {}

  @Query(() => ReadModels, { description: 'How far this node’s read models have come.' })
  @UseGuards(ReaderGuard)
  readModels(): ReadModels {
    return ReadModels.of(this.parts.readModels);
  }

  @Mutation(() => RebuildReadModelsResult, {
    description:
      'Builds the read models of the node that answers again from the log, beside the present ones, which go on answering until then. Changes no record. Needs an administrator role.',
  })
  rebuildReadModels(@Context('caller') caller: Caller): typeof RebuildReadModelsResult {
    // Whoever may say how a tenant is looked after may do this too; it is of no tenant, so none is named.
    const refusal = this.permission.refusalFor(caller, 'changeSettings');
    if (refusal) return refused(refusal);
    const { from, correlationId, principal } = caller;
    const { tenantId, objectId } = principal;
    if (this.parts.readModels.beginRebuild({ tenantId, objectId, from, correlationId }))
      return ReadModels.of(this.parts.readModels);
    return refusedAs(
      RebuildAlreadyRunning,
      'The read models of this node are being rebuilt already. Follow it by `readModels { rebuilding { ratio } }`.',
    );
  }
}
