import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { TenantModels, TenantView } from '#projections';
import { DriftWatch } from '../drift/drift-watch.model.js';
import { Node } from '../node/node.model.js';
import { connectionOf } from '../paging/connection.js';
import { DateTime } from '../scalars/date-time.js';
import { TenantSettings } from './tenant-settings.model.js';

@ObjectType({ implements: () => [Node], description: 'One Microsoft Entra tenant under protection.' })
export class Tenant implements Node {
  readonly id: string;

  readonly runningJobId: string | null;

  /** The report of the last drift check that came to a result. */
  readonly latestDriftReportId: string | null;

  /** The models of the past that it was read from; what it leads to is read from there as well. */
  readonly past: TenantModels | undefined;

  @Field({ description: 'The tenant’s display name.' })
  readonly displayName: string;

  @Field(() => DateTime, { description: 'Since when it has been under protection.' })
  readonly connectedAt: string;

  @Field(() => TenantSettings, { description: 'What administrators have set.' })
  readonly settings: TenantSettings;

  @Field(() => DriftWatch, {
    nullable: true,
    description: 'What is looked at by the clock; null: nothing.',
  })
  readonly driftWatch: DriftWatch | null;

  @Field(() => ID, { description: 'Place in the log of the last event that shaped this answer.' })
  readonly position: string;

  static of(this: void, view: TenantView, past?: TenantModels): Tenant {
    const settings = TenantSettings.of(view.settings);
    const driftWatch = view.driftWatch && DriftWatch.of(view.driftWatch);
    return Object.assign(new Tenant(), view, { settings, driftWatch, past });
  }
}

@ObjectType({ description: 'Tenants.' })
export class TenantConnection extends connectionOf(Tenant) {}
