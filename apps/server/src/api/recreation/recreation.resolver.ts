import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';
import { shown } from '../paging/shown.js';
import { Recovery } from '../recovery/recovery.model.js';
import { RequestFlow } from '../requests/request-flow.js';
import { RecreateObjects } from './recreate-objects.command.js';
import { RecreateObjectsInput } from './recreate-objects.input.js';
import { RecreateObjectsResult } from './recreate-objects.result.js';

@Resolver()
export class RecreationResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly requests: RequestFlow,
  ) {}

  @Mutation(() => RecreateObjectsResult, {
    description:
      'Starts a job that makes objects again which are gone for good, and lets what named them name the new ones. Ask `hardDeletedObjects` before what does not come back. Needs an administrator role.',
  })
  async recreateObjects(
    @Args('input', { description: 'Which objects to make again.' }) input: RecreateObjectsInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof RecreateObjectsResult> {
    return this.requests.carryOut(
      RecreateObjectsInput,
      input,
      (valid) => new RecreateObjects(caller, valid),
      (id) => shown(this.visible.recovery(caller, id), (view) => Recovery.of(view)),
    );
  }
}
