import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isObjectType, type DirectoryObject, type ObjectType } from '#catalogue';
import { Cursors, type Page, type PageRequest } from '#projections';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { clientError } from '../errors/client-error.js';
import { connection } from '../paging/connection.js';
import { PageArgs } from '../paging/page.args.js';
import { shown } from '../paging/shown.js';
import { askedObject, ObjectArgs } from '../scope/object.args.js';
import { BackupObject, BackupObjectConnection } from './backup-object.model.js';
import { Backup } from './backup.model.js';
import { ObjectFilterInput } from './object-filter.input.js';
import { seenOf } from '../access/visible-types.js';
import type { Caller } from '../access/caller.js';

/** The objects asked for that the caller may see. */
interface WantedObjects {
  readonly objectTypes: readonly ObjectType[] | undefined;
  readonly nameContains?: string | null | undefined;
}

/** What a backup holds, straight from the vault. */
@Resolver(() => Backup)
export class BackupContentsResolver {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'backupContents' | 'models'>) {}

  @ResolveField(() => BackupObjectConnection, {
    description:
      'The objects that it holds, by type and id. An error until it is completed and once it has expired.',
  })
  contents(
    @Parent() backup: Backup,
    @Args() args: PageArgs,
    @Context('caller') caller: Caller,
    @Args('filter', { nullable: true, type: () => ObjectFilterInput, description: 'Only these objects.' })
    filter?: ObjectFilterInput | null,
  ): Promise<BackupObjectConnection> {
    const root = this.rootOf(backup);
    return connection(
      args,
      (page) =>
        this.pageOf(backup, root, { ...filter, objectTypes: seenOf(caller, filter?.objectTypes) }, page),
      (object) => BackupObject.of(object, root),
    );
  }

  @ResolveField(() => BackupObject, {
    nullable: true,
    description:
      'One object that it holds; null where it does not. An error until completed and once expired.',
  })
  async object(
    @Parent() backup: Backup,
    @Args() asked: ObjectArgs,
    @Context('caller') caller: Caller,
  ): Promise<BackupObject | undefined> {
    const wanted = askedObject(asked, caller);
    const root = this.rootOf(backup);
    const object = await this.parts.backupContents.object(backup.tenantId, root, wanted);
    return shown(object, (found) => BackupObject.of(found, root));
  }

  private rootOf({ id, status, root }: Backup): string {
    const isExpired = this.parts.models.backup(id)?.status === 'expired';
    if (root !== null && status === 'completed' && !isExpired) return root;
    throw isExpired
      ? clientError('BackupExpired', 'The backup’s retention is over. Choose a backup that is still listed.')
      : clientError('BackupNotCompleted', 'The backup is not complete, so it holds nothing to show.');
  }

  private async pageOf(
    { tenantId }: Backup,
    root: string,
    { objectTypes, nameContains }: WantedObjects,
    { first, after }: PageRequest,
  ): Promise<Page<DirectoryObject>> {
    const cursors = new Cursors(`objects/${root}`, isRef);
    const seen = after === undefined ? undefined : cursors.read(after);
    const filter = { objectTypes, nameContains: nameContains ?? undefined };
    const of = { tenantId, root };
    const last = seen && { type: seen[0], id: seen[1] };
    const found = await this.parts.backupContents.objectsAfter(of, filter, last, first + 1);
    const rows = found.slice(0, first).map((row) => ({ cursor: cursors.write([row.type, row.id]), row }));
    const count = await this.parts.backupContents.count(of, filter);
    return { rows, hasNextPage: found.length > first, totalCount: count ?? rows.length };
  }
}

const isRef = (place: readonly unknown[]): place is readonly [ObjectType, string] =>
  place.length === 2 &&
  typeof place[0] === 'string' &&
  isObjectType(place[0]) &&
  typeof place[1] === 'string';
