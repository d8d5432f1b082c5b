import { Field, ObjectType } from '@nestjs/graphql';
import type * as catalogue from '#catalogue';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { Refusal } from './refusal.model.js';

const described = (description: string) => ObjectType({ implements: () => [Refusal], description });

@described('The tenant is unknown, or not the caller’s.')
export class TenantNotFound extends Refusal {}

@described('The backup is unknown in this tenant, or not complete.')
export class BackupNotFound extends Refusal {}

@described('The backup’s retention is over.')
export class BackupExpired extends Refusal {}

@described('The job is unknown in this tenant.')
export class JobNotFound extends Refusal {}

@described('The job has ended already.')
export class JobAlreadyEnded extends Refusal {}

@described('The difference report is unknown in this tenant.')
export class DifferenceReportNotFound extends Refusal {}

@described('The difference report’s retention is over.')
export class DifferenceReportExpired extends Refusal {}

@described('The difference report has not completed.')
export class ReportNotCompleted extends Refusal {}

@described(
  'The difference report compares two backups, so there is nothing in the tenant that it could recover.',
)
export class ReportOfTwoBackups extends Refusal {}

@described('The recovery is unknown in this tenant.')
export class RecoveryNotFound extends Refusal {}

@described('The recovery’s retention is over.')
export class RecoveryExpired extends Refusal {}

@described('The recovery is still running.')
export class RecoveryNotEnded extends Refusal {}

@described('The recovery changed nothing.')
export class NothingToUndo extends Refusal {}

@described('The object is not among the difference report’s changes.')
export class ObjectNotInReport extends Refusal {}

@described('The plan is unknown in this tenant.')
export class PlanNotFound extends Refusal {}

@described('The plan’s retention is over.')
export class PlanExpired extends Refusal {}

@described('The plan has not been frozen.')
export class PlanNotFrozen extends Refusal {}

@described('The plan is not the one that the digest names.')
export class PlanDigestMismatch extends Refusal {}

@described('A second person has to approve what is written, and has not.')
export class ApprovalRequired extends Refusal {}

@described('Whoever asked for a plan cannot approve it.')
export class RequesterMayNotApprove extends Refusal {}

@described('The plan has been rejected.')
export class PlanRejected extends Refusal {}

@described('The backup is an import: it can be compared with, and nothing is recovered from it.')
export class ImportedBackupNotRecoverable extends Refusal {}

@described('There is no such import in the making.')
export class ImportNotFound extends Refusal {}

@described('The import holds no object.')
export class NothingImported extends Refusal {}

@described('The tenant’s drift watch is off.')
export class DriftWatchOff extends Refusal {}

@described('This is not what the latest drift check has found.')
export class DriftNotFound extends Refusal {}

@described('The selection chooses nothing, or more than a plan can be made from.')
export class InvalidSelection extends Refusal {}

@described('The scope is not one that a job can have.')
export class InvalidScope extends Refusal {}

@described('A value of the request is not one that can be taken.')
export class InvalidInput extends Refusal {}

@described('The idempotency key stands for an earlier request, which asked for something else.')
export class IdempotencyKeyReused extends Refusal {}

@described('The read models of this node are being rebuilt already.')
export class RebuildAlreadyRunning extends Refusal {}

@described('This node has no signed checkpoint of the log at hand.')
export class CheckpointNotAvailable extends Refusal {}

@described('This node has not read the whole log yet.')
export class LogNotRead extends Refusal {}

@described('No event of the log stands at that position.')
export class UnknownPosition extends Refusal {}

@described('The log has not had that many events.')
export class UnknownTreeSize extends Refusal {}

@described('The caller’s role is for other object types than these.')
export class ObjectTypesNotPermitted extends Refusal {
  @Field(() => [ObjectTypeEnum], { description: 'The types in the way.' })
  readonly objectTypes: readonly catalogue.ObjectType[];
}

@described('The caller’s roles do not allow it.')
export class NotPermitted extends Refusal {}
