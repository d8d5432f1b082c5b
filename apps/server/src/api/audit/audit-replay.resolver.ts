import { Inject, UseGuards } from '@nestjs/common';
import { Args, Context, Float, ID, Resolver, Subscription } from '@nestjs/graphql';
import type { Moment } from '#projections';
import type { Caller } from '../access/caller.js';
import { ReaderGuard } from '../access/reader.guard.js';
import { VisibleModels } from '../access/visible-models.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { SeenMoments } from '../as-of/seen-moments.js';
import { clientError } from '../errors/client-error.js';
import { cancellable } from '../subscriptions/cancellable.js';
import { AuditEntry } from './audit-entry.model.js';
import { ReplayMomentInput } from './replay-moment.input.js';
import { visibleEntry } from './visible-entry.js';

@Resolver(() => AuditEntry)
export class AuditReplayResolver {
  constructor(
    private readonly visible: VisibleModels,
    private readonly moments: SeenMoments,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models'>,
  ) {}

  @Subscription(() => AuditEntry, {
    description:
      'The audit log of a tenant once more, line by line in the order of the log, to its end as of now. Whoever is interrupted goes on from the position of the last line.',
  })
  @UseGuards(ReaderGuard)
  async auditReplay(
    @Args('tenantId', { type: () => ID, description: 'The tenant’s id.' }) tenantId: string,
    @Context('caller') caller: Caller,
    @Context('signal') signal: AbortSignal,
    @Args('from', {
      nullable: true,
      type: () => ReplayMomentInput,
      description: 'Where to begin; at the log’s beginning where it is left out.',
    })
    from?: ReplayMomentInput | null,
    @Args('until', {
      nullable: true,
      type: () => ReplayMomentInput,
      description: 'Where to end; at the log’s end as of now where it is left out.',
    })
    until?: ReplayMomentInput | null,
    @Args('speed', {
      nullable: true,
      type: () => Float,
      description:
        'How many times as fast as it happened, such as 60; no line is waited for longer than 10 s. As fast as it is read where it is left out.',
    })
    speed?: number | null,
  ): Promise<AsyncIterableIterator<{ readonly auditReplay: AuditEntry }>> {
    const tenant = this.visible.tenant(caller, tenantId);
    if (tenant === undefined)
      throw clientError('TenantNotFound', 'There is no such tenant for you. Check the tenant id.');
    const request = {
      from: await this.moment(from, signal),
      until: await this.moment(until, signal),
      speed: speedOf(speed),
    };
    return cancellable(
      (left) => this.parts.models.replay(tenant.id, request, left),
      (entry) => ({ auditReplay: AuditEntry.of(visibleEntry(caller, entry)) }),
    );
  }

  private async moment(
    named: ReplayMomentInput | null | undefined,
    signal: AbortSignal,
  ): Promise<Moment | undefined> {
    return named === null || named === undefined ? undefined : this.moments.read(named, signal);
  }
}

function speedOf(speed: number | null | undefined): number | undefined {
  if (speed === null || speed === undefined) return undefined;
  if (speed > 0) return speed;
  throw clientError('BAD_USER_INPUT', 'speed must be more than 0. Leave it out for full speed.');
}
