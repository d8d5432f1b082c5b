import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { Backup } from '../backup/backup.model.js';
import { Change } from '../difference-report/change.model.js';
import { askedObject, ObjectArgs } from '../scope/object.args.js';
import { Tenant } from '../tenant/tenant.model.js';
import { keptBackups } from './kept-backups.js';
import { ObjectVersion } from './object-version.model.js';
import type { Caller } from '../access/caller.js';

/** One object through all backups. */
@Resolver(() => Tenant)
export class TimelineResolver {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models' | 'timelines'>) {}

  @ResolveField(() => [ObjectVersion], {
    description:
      'The versions of an object in the backups that are kept, newest first; empty where none of them holds it. Imports are left out.',
  })
  async objectTimeline(
    @Parent() { id: tenantId }: Tenant,
    @Args() asked: ObjectArgs,
    @Context('caller') caller: Caller,
  ): Promise<ObjectVersion[]> {
    const object = askedObject(asked, caller);
    const backups = keptBackups(this.parts.models, tenantId);
    const versions = await this.parts.timelines.versions(tenantId, [...backups.values()], object);
    return versions
      .flatMap(({ backupId, lifecycle, change }): ObjectVersion[] => {
        const view = backups.get(backupId);
        if (view === undefined) return [];
        return [{ backup: Backup.of(view), lifecycle, change: change ? Change.of(change) : null }];
      })
      .toReversed();
  }
}
