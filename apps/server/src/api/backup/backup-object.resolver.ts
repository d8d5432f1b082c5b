import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ShelvedLink } from '#jobs';
import { Cursors, type Page, type PageRequest } from '#projections';
import type { Caller } from '../access/caller.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { connection } from '../paging/connection.js';
import { PageArgs } from '../paging/page.args.js';
import { BackupLinkConnection, BackupObject } from './backup-object.model.js';

@Resolver(() => BackupObject)
export class BackupObjectResolver {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'backupContents'>) {}

  @ResolveField(() => BackupLinkConnection, {
    description:
      'The links that it owns. How many there are in all is not counted: `totalCount` is that of the page.',
  })
  links(
    @Parent() object: BackupObject,
    @Args() args: PageArgs,
    @Context('caller') { principal }: Caller,
  ): Promise<BackupLinkConnection> {
    return connection(
      args,
      (page) => this.pageOf(principal.tenantId, object, page),
      ({ link, target, value }) => ({ link, targetId: target, value }),
    );
  }

  private async pageOf(
    tenantId: string,
    { root, objectType: type, objectId: id }: BackupObject,
    { first, after }: PageRequest,
  ): Promise<Page<ShelvedLink>> {
    const cursors = new Cursors(`links/${root}/${type}/${id}`, isKey);
    const [seen] = after === undefined ? [] : cursors.read(after);
    const found = await this.parts.backupContents.linksAfter(
      { tenantId, root },
      { type, id },
      seen,
      first + 1,
    );
    const rows = found.slice(0, first).map((row) => ({ cursor: cursors.write([row.key]), row }));
    return { rows, hasNextPage: found.length > first, totalCount: rows.length };
  }
}

const isKey = (place: readonly unknown[]): place is readonly [string] =>
  place.length === 1 && typeof place[0] === 'string';
