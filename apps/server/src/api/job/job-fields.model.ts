import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type * as catalogue from '#catalogue';
import type { JobStatus, TenantModels } from '#projections';
import { Node } from '../node/node.model.js';
import { DateTime } from '../scalars/date-time.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { Scope } from '../scope/scope.model.js';
import { Actor } from './actor.model.js';
import { Failure } from './failure.model.js';
import { JobStatusEnum } from './job-status.enum.js';

/** What difference reports and recoveries have in common; each shows these fields as its own. */
@ObjectType({ isAbstract: true })
export abstract class JobFields implements Node {
  readonly id: string;

  readonly tenantId: string;
  readonly backupId: string | null;

  /** The models of the past that it was read from; what it leads to is read from there as well. */
  readonly past: TenantModels | undefined;

  @Field(() => JobStatusEnum, { description: 'Where the job stands.' })
  readonly status: JobStatus;

  @Field(() => Scope, { description: 'What the job looks at; fixed when it was created.' })
  readonly scope: Scope;

  @Field(() => DateTime, { description: 'When the job was asked for.' })
  readonly requestedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When a worker took it; null until then.' })
  readonly startedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  readonly endedAt: string | null;

  @Field(() => Boolean, {
    description: 'Whether its retention is over: it stays in the history but can no longer be used.',
  })
  readonly expired: boolean;

  @Field(() => Int, { nullable: true, description: 'Objects that differ; null until calculated.' })
  readonly changedObjects: number | null;

  @Field(() => Int, { nullable: true, description: 'Links that differ; null until calculated.' })
  readonly changedLinks: number | null;

  @Field(() => [ObjectTypeEnum], {
    description:
      'Object types that one of the two states does not hold whole: nothing is said about them, and they are left alone. Empty until both have been read.',
  })
  readonly partialTypes: readonly catalogue.ObjectType[];

  @Field(() => Boolean, { description: 'Whether there are such types: then there may be more to see.' })
  get isPartial(): boolean {
    return this.partialTypes.length > 0;
  }

  @Field(() => Failure, { nullable: true, description: 'Why it failed; null unless it did.' })
  readonly failure: Failure | null;

  @Field(() => Actor, { description: 'Who asked for it.' })
  readonly requestedBy: Actor;

  @Field(() => ID, { description: 'Place in the log of the last event that shaped this answer.' })
  readonly position: string;
}
