import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isRefusal } from '#protection';
import type { Caller } from '../access/caller.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { Backup } from '../backup/backup.model.js';
import { refusedQuery } from '../errors/client-error.js';
import { DateTime } from '../scalars/date-time.js';
import { askedObject, ObjectArgs } from '../scope/object.args.js';
import { Tenant } from '../tenant/tenant.model.js';
import { AttributePeriod } from './attribute-period.model.js';
import { keptBackups } from './kept-backups.js';

/** One attribute of an object through all backups, and the version of an object to go back to. */
@Resolver(() => Tenant)
export class ObjectHistoryResolver {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models' | 'timelines'>) {}

  @ResolveField(() => [AttributePeriod], {
    description:
      'The values of one attribute of an object in the backups that are kept, newest first; empty where none of them holds the object. Imports are left out. An error (`BAD_USER_INPUT`) for an attribute that is not known.',
  })
  async attributeHistory(
    @Parent() { id: tenantId }: Tenant,
    @Args() asked: ObjectArgs,
    @Args('attribute', { description: 'Microsoft Graph’s name of the attribute.' }) attribute: string,
    @Context('caller') caller: Caller,
  ): Promise<AttributePeriod[]> {
    const object = askedObject(asked, caller);
    const backups = keptBackups(this.parts.models, tenantId);
    const kept = [...backups.values()];
    const periods = await this.parts.timelines.attributeHistory(tenantId, kept, object, attribute);
    if (isRefusal(periods)) throw refusedQuery(periods);
    return periods
      .flatMap(({ value, since, until }): AttributePeriod[] => {
        const [first, last] = [backups.get(since), backups.get(until)];
        return first && last ? [{ value, since: Backup.of(first), until: Backup.of(last) }] : [];
      })
      .toReversed();
  }

  @ResolveField(() => Backup, {
    nullable: true,
    description:
      'The newest backup from before a moment that holds an object in use: the object’s last version before it. Its `object` shows it; `freezePlan` from it, with the object’s id as scope, plans to bring it back. Null where no backup that is kept does. Imports are left out.',
  })
  async lastBackupOfObject(
    @Parent() { id: tenantId }: Tenant,
    @Args() asked: ObjectArgs,
    @Args('before', {
      type: () => DateTime,
      description: 'The moment; a backup of the moment itself is not meant.',
    })
    before: string,
    @Context('caller') caller: Caller,
  ): Promise<Backup | undefined> {
    const object = askedObject(asked, caller);
    const backups = keptBackups(this.parts.models, tenantId);
    const earlier = [...backups.values()].filter(({ takenAt }) => Date.parse(takenAt) < Date.parse(before));
    const last = backups.get((await this.parts.timelines.lastHolding(tenantId, earlier, object)) ?? '');
    return last && Backup.of(last);
  }
}
