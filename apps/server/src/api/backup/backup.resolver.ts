import { UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { VisibleModels } from '../access/visible-models.js';
import { RequestFlow } from '../requests/request-flow.js';
import { shown } from '../paging/shown.js';
import { AtLeast } from '../position/at-least.decorator.js';
import { AwaitedPosition } from '../position/awaited-position.js';
import { Tenant } from '../tenant/tenant.model.js';
import { Backup } from './backup.model.js';
import { FindBackup } from './find-backup.query.js';
import { TakeBackup } from './take-backup.command.js';
import { TakeBackupInput } from './take-backup.input.js';
import { TakeBackupResult } from './take-backup.result.js';
import { seesType, withheldTypes } from '../access/visible-types.js';
import { WITHHELD_TYPES } from '../scope/withheld-types.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import type { ObjectType } from '#catalogue';
import { TypeCertificate } from './type-certificate.model.js';

@Resolver(() => Backup)
export class BackupResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly queries: QueryBus,
    private readonly requests: RequestFlow,
    private readonly awaited: AwaitedPosition,
  ) {}

  @Query(() => Backup, { nullable: true, description: 'One backup; null where there is none of this id.' })
  @UseGuards(ReaderGuard)
  async backup(
    @Args('id', { type: () => ID, description: 'The backup’s id.' }) id: string,
    @Context('caller') caller: Caller,
    @Context('signal') signal: AbortSignal,
    @AtLeast() atLeast?: string | null,
  ): Promise<Backup | undefined> {
    await this.awaited.atLeast('atLeast', atLeast, signal);
    return shown(await this.queries.execute(new FindBackup(caller, id)), Backup.of);
  }

  @Mutation(() => TakeBackupResult, { description: 'Takes a backup now. Needs an administrator role.' })
  async takeBackup(
    @Args('input', { description: 'What to back up.' }) input: TakeBackupInput,
    @Context('caller') caller: Caller,
  ): Promise<typeof TakeBackupResult> {
    return this.requests.carryOut(
      TakeBackupInput,
      input,
      (valid) => new TakeBackup(caller, valid),
      (id) => shown(this.visible.backup(caller, id), Backup.of),
    );
  }

  @ResolveField(() => [TypeCertificate], {
    description: 'Completeness by object type; empty until completed.',
  })
  certificate(
    @Parent() { certificate }: Backup,
    @Context('caller') caller: Caller,
  ): readonly TypeCertificate[] {
    return certificate.filter(({ objectType }) => seesType(caller, objectType));
  }

  @ResolveField(() => [ObjectTypeEnum], WITHHELD_TYPES)
  withheldTypes(@Context('caller') caller: Caller): readonly ObjectType[] {
    return withheldTypes(caller);
  }

  @ResolveField(() => Tenant, { description: 'The tenant that it is of.' })
  tenant(@Parent() { past }: Backup, @Context('caller') caller: Caller): Tenant {
    return Tenant.of(this.visible.ownTenant(caller, past), past);
  }
}
