import { Inject, UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { RecoveryStepView, StepFilter, TenantModels } from '#projections';
import type { Caller } from '../access/caller.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { VisibleModels } from '../access/visible-models.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { Backup } from '../backup/backup.model.js';
import { connection } from '../paging/connection.js';
import { PageArgs } from '../paging/page.args.js';
import { shown } from '../paging/shown.js';
import { AtLeast } from '../position/at-least.decorator.js';
import { AwaitedPosition } from '../position/awaited-position.js';
import { RequestFlow } from '../requests/request-flow.js';
import { Tenant } from '../tenant/tenant.model.js';
import { FindRecovery } from './find-recovery.query.js';
import { RecoverObject } from './recover-object.command.js';
import { RecoverObjectInput } from './recover-object.input.js';
import { RecoverObjectResult } from './recover-object.result.js';
import { RecoveryStep, RecoveryStepConnection } from './recovery-step.model.js';
import { Recovery } from './recovery.model.js';
import { StartRecovery } from './start-recovery.command.js';
import { StartRecoveryInput } from './start-recovery.input.js';
import { StartRecoveryResult } from './start-recovery.result.js';
import { StepOutcomeEnum } from './step-outcome.enum.js';
import { UndoRecovery } from './undo-recovery.command.js';
import { UndoRecoveryInput } from './undo-recovery.input.js';
import { UndoRecoveryResult } from './undo-recovery.result.js';
import { visibleTypes, withheldTypes } from '../access/visible-types.js';
import { WITHHELD_TYPES } from '../scope/withheld-types.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import type { ObjectType } from '#catalogue';

type Outcome = RecoveryStepView['outcome'];

@Resolver(() => Recovery)
export class RecoveryResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly queries: QueryBus,
    private readonly requests: RequestFlow,
    private readonly awaited: AwaitedPosition,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models'>,
  ) {}

  @Query(() => Recovery, {
    nullable: true,
    description: 'One recovery; null where there is none of this id.',
  })
  @UseGuards(ReaderGuard)
  async recovery(
    @Args('id', { type: () => ID, description: 'The recovery’s id.' }) id: string,
    @Context('caller') caller: Caller,
    @Context('signal') signal: AbortSignal,
    @AtLeast() atLeast?: string | null,
  ): Promise<Recovery | undefined> {
    await this.awaited.atLeast('atLeast', atLeast, signal);
    return shown(await this.queries.execute(new FindRecovery(caller, id)), Recovery.of);
  }

  @Mutation(() => StartRecoveryResult, {
    description:
      'Starts a job that brings objects back to their state in a backup. Needs an administrator role.',
  })
  async startRecovery(
    @Args('input', { description: 'What to recover.' }) input: StartRecoveryInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof StartRecoveryResult> {
    return this.requests.carryOut(
      StartRecoveryInput,
      input,
      (valid) => new StartRecovery(caller, valid),
      (id) => this.visibleRecovery(caller, id),
    );
  }

  @Mutation(() => RecoverObjectResult, {
    description: 'Starts a job that recovers one object of a difference report. Needs an administrator role.',
  })
  async recoverObject(
    @Args('input', { description: 'Which object to recover.' }) input: RecoverObjectInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof RecoverObjectResult> {
    return this.requests.carryOut(
      RecoverObjectInput,
      input,
      (valid) => new RecoverObject(caller, valid),
      (id) => this.visibleRecovery(caller, id),
    );
  }

  @Mutation(() => UndoRecoveryResult, {
    description: 'Starts a job that takes back what a recovery has done. Needs an administrator role.',
  })
  async undoRecovery(
    @Args('input', { description: 'Which recovery to undo.' }) input: UndoRecoveryInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof UndoRecoveryResult> {
    return this.requests.carryOut(
      UndoRecoveryInput,
      input,
      (valid) => new UndoRecovery(caller, valid),
      (id) => this.visibleRecovery(caller, id),
    );
  }

  @ResolveField(() => Tenant, { description: 'The tenant that it recovers.' })
  tenant(@Parent() { past }: Recovery, @Context('caller') caller: Caller): Tenant {
    return Tenant.of(this.visible.ownTenant(caller, past), past);
  }

  @ResolveField(() => Backup, {
    nullable: true,
    description: 'The backup that it recovers from; null for an undo.',
  })
  backup(@Parent() { backupId, past }: Recovery, @Context('caller') caller: Caller): Backup | undefined {
    if (backupId === null) return undefined;
    return shown(this.visible.backup(caller, backupId, past), (view) => Backup.of(view, past));
  }

  @ResolveField(() => Recovery, {
    nullable: true,
    description: 'The recovery that it undoes; null for any other.',
  })
  undoes(@Parent() { target, past }: Recovery, @Context('caller') caller: Caller): Recovery | undefined {
    return target.from === 'recovery' ? this.visibleRecovery(caller, target.recoveryId, past) : undefined;
  }

  @ResolveField(() => Recovery, {
    nullable: true,
    description: 'The dry run that froze the plan it was started from; null for any other.',
  })
  startedFrom(@Parent() { target, past }: Recovery, @Context('caller') caller: Caller): Recovery | undefined {
    return target.from === 'plan' ? this.visibleRecovery(caller, target.planId, past) : undefined;
  }

  @ResolveField(() => [ObjectTypeEnum], WITHHELD_TYPES)
  withheldTypes(@Context('caller') caller: Caller): readonly ObjectType[] {
    return withheldTypes(caller);
  }

  @ResolveField(() => RecoveryStepConnection, { description: 'Steps settled so far.' })
  steps(
    @Parent() recovery: Recovery,
    @Args() args: PageArgs,
    @Context('caller') caller: Caller,
    @Args('outcomes', {
      nullable: true,
      type: () => [StepOutcomeEnum],
      description: 'Only steps that ended in one of these ways.',
    })
    outcomes?: Outcome[] | null,
  ): Promise<RecoveryStepConnection> {
    return this.stepsOf(
      recovery,
      { outcomes: outcomes ?? undefined, objectTypes: visibleTypes(caller) },
      args,
    );
  }

  @ResolveField(() => RecoveryStepConnection, {
    description: 'Steps that the tenant refused, each with code and message.',
  })
  failedSteps(
    @Parent() recovery: Recovery,
    @Args() args: PageArgs,
    @Context('caller') caller: Caller,
  ): Promise<RecoveryStepConnection> {
    return this.stepsOf(recovery, { outcomes: ['failed'], objectTypes: visibleTypes(caller) }, args);
  }

  private stepsOf(
    { id, expired, past = this.parts.models }: Recovery,
    filter: StepFilter,
    args: PageArgs,
  ): Promise<RecoveryStepConnection> {
    return connection(
      args,
      (page) => past.recoverySteps(id, filter, page),
      (view) => RecoveryStep.of(view, expired),
    );
  }

  private visibleRecovery(caller: Caller, id: string, past?: TenantModels): Recovery | undefined {
    return shown(this.visible.recovery(caller, id, past), (view) => Recovery.of(view, past));
  }
}
