import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type * as catalogue from '#catalogue';
import type { BackupStatus, BackupView, TenantModels } from '#projections';
import { partialTypes } from '#protection';
import { BackupPin } from '../drift/drift.model.js';
import { Failure } from '../job/failure.model.js';
import { Node } from '../node/node.model.js';
import { connectionOf } from '../paging/connection.js';
import { DateTime } from '../scalars/date-time.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { BackupStatusEnum, BackupTriggerEnum, CompletenessEnum, type Completeness } from './backup.enums.js';
import { TypeCertificate } from './type-certificate.model.js';

@ObjectType({
  implements: () => [Node],
  description: 'The immutable state of a tenant’s supported objects, attributes and links at one moment.',
})
export class Backup implements Node {
  readonly id: string;

  readonly tenantId: string;

  /** The models of the past that it was read from; what it leads to is read from there as well. */
  readonly past: TenantModels | undefined;

  @Field(() => BackupStatusEnum, { description: 'Where the backup stands.' })
  readonly status: BackupStatus;

  @Field(() => BackupTriggerEnum, { description: 'What led to it.' })
  readonly trigger: BackupView['trigger'];

  @Field(() => String, {
    nullable: true,
    description: 'What whoever imported it calls it; null for a backup of the tenant itself.',
  })
  readonly importName: string | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  readonly requestedAt: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The backup’s moment: every change up to it is included. Null until completed.',
  })
  readonly takenAt: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was complete or failed; null while it runs.',
  })
  readonly endedAt: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 digest over the whole content, which verification recomputes. Null until completed.',
  })
  readonly root: string | null;

  @Field(() => Int, { nullable: true, description: 'Objects held; null until completed.' })
  readonly objects: number | null;

  @Field(() => Int, { nullable: true, description: 'Links held; null until completed.' })
  readonly links: number | null;

  readonly certificate: readonly TypeCertificate[];

  @Field(() => CompletenessEnum, {
    nullable: true,
    description: 'Whether it holds all that it should; null until completed.',
  })
  readonly completeness: Completeness | null;

  @Field(() => [ObjectTypeEnum], {
    description:
      'Object types that it does not hold whole: reports and recoveries leave them alone. `certificate` says why.',
  })
  readonly partialTypes: readonly catalogue.ObjectType[];

  @Field(() => Boolean, { description: 'Whether there are such types.' })
  get isPartial(): boolean {
    return this.partialTypes.length > 0;
  }

  @Field(() => Failure, { nullable: true, description: 'Why it failed; null unless it did.' })
  readonly failure: Failure | null;

  @Field(() => BackupPin, {
    nullable: true,
    description: 'Why it does not expire; null where it does when its retention is over.',
  })
  readonly pin: BackupPin | null;

  @Field(() => ID, { description: 'Place in the log of the last event that shaped this answer.' })
  readonly position: string;

  static of(this: void, view: BackupView, past?: TenantModels): Backup {
    const certificate = view.certificate.map(TypeCertificate.of);
    const partial = view.root === null ? [] : partialTypes(view.certificate);
    const completeness = view.root === null ? null : partial.length > 0 ? 'partial' : 'complete';
    return Object.assign(new Backup(), view, { certificate, partialTypes: partial, completeness, past });
  }
}

@ObjectType({ description: 'Backups, newest first.' })
export class BackupConnection extends connectionOf(Backup) {}
