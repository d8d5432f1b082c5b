import { UseGuards } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { isRefusal } from '#protection';
import type { Caller } from '../access/caller.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { refusedQuery } from '../errors/client-error.js';
import { connection } from '../paging/connection.js';
import { PageArgs } from '../paging/page.args.js';
import { AtLeast } from '../position/at-least.decorator.js';
import { AwaitedPosition } from '../position/awaited-position.js';
import { validInput } from '../requests/valid-input.js';
import { AuditEntry, AuditEntryConnection } from './audit-entry.model.js';
import { auditFilter, AuditFilterInput } from './audit-filter.input.js';
import { ReadAuditLog } from './read-audit-log.query.js';
import { visibleEntry } from './visible-entry.js';

@Resolver(() => AuditEntry)
export class AuditResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly awaited: AwaitedPosition,
  ) {}

  @Query(() => AuditEntryConnection, {
    description:
      'Everything that was ever asked for, decided and done in a tenant, in the order in which it happened.',
  })
  @UseGuards(ReaderGuard)
  async auditLog(
    @Args('tenantId', { type: () => ID, description: 'The tenant’s id.' }) tenantId: string,
    @Args() args: PageArgs,
    @Context('caller') caller: Caller,
    @Context('signal') signal: AbortSignal,
    @Args('filter', { nullable: true, type: () => AuditFilterInput, description: 'Which lines to show.' })
    filter?: AuditFilterInput | null,
    @AtLeast() atLeast?: string | null,
  ): Promise<AuditEntryConnection> {
    const asked = validInput(AuditFilterInput, filter ?? {});
    if (isRefusal(asked)) throw refusedQuery(asked);
    await this.awaited.atLeast('atLeast', atLeast, signal);
    return connection(
      args,
      (page) => this.queries.execute(new ReadAuditLog(caller, tenantId, auditFilter(asked), page)),
      (entry) => AuditEntry.of(visibleEntry(caller, entry)),
    );
  }
}
