import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Operation } from '#access';
import {
  RECOMMENDED_MASS_CHANGE,
  RECOMMENDED_RULES,
  type DriftRule,
  type DriftWatch,
  type Refusal,
} from '#protection';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type {
  AcknowledgeDriftInput,
  ChangeDriftWatchInput,
  PinBackupInput,
  StartDriftCheckInput,
  UnpinBackupInput,
} from './drift-requests.input.js';
import type { DriftRuleInput, DriftWatchInput } from './drift-watch.input.js';

/** What can be asked of a tenant's drift watch. */
type Asked =
  | { readonly ask: 'change'; readonly input: ChangeDriftWatchInput }
  | { readonly ask: 'check'; readonly input: StartDriftCheckInput }
  | { readonly ask: 'acknowledge'; readonly input: AcknowledgeDriftInput }
  | { readonly ask: 'pin'; readonly input: PinBackupInput }
  | { readonly ask: 'unpin'; readonly input: UnpinBackupInput };

export class AskDriftWatch extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly asked: Asked,
  ) {
    super();
  }
}

@CommandHandler(AskDriftWatch)
export class AskDriftWatchHandler implements ICommandHandler<AskDriftWatch> {
  constructor(
    private readonly permission: Permission,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'driftRequests'>,
  ) {}

  async execute({ caller, asked }: AskDriftWatch): Promise<RequestOutcome> {
    const refusal = this.refusalOf(caller, asked);
    if (refusal) return refusal;
    const { driftRequests: requests } = this.parts;
    const { tenantId } = caller.principal;
    const acting = actingFor(caller);
    switch (asked.ask) {
      case 'change':
        return requests.changeDriftWatch(tenantId, watchOf(asked.input.watch), acting);
      case 'check':
        return requests.startDriftCheck(tenantId, acting);
      case 'acknowledge': {
        const { differenceReportId: reportId, reason } = asked.input;
        return requests.acknowledgeDrift(tenantId, { reportId, reason }, acting);
      }
      case 'pin': {
        const { backupId, reason = null } = asked.input;
        return requests.pinBackup(tenantId, { backupId, reason }, acting);
      }
      case 'unpin':
        return requests.unpinBackup(tenantId, asked.input.backupId, acting);
      default:
        return asked satisfies never;
    }
  }

  private refusalOf(caller: Caller, { ask, input }: Asked): Refusal | undefined {
    const operation: Operation = ask === 'check' ? 'createDifferenceReport' : 'changeSettings';
    return 'tenantId' in input
      ? this.permission.refusalIn(caller, operation, input.tenantId)
      : this.permission.refusalFor(caller, operation);
  }
}

/** What is left out is as recommended. */
function watchOf(input: DriftWatchInput | null | undefined): DriftWatch | null {
  if (!input) return null;
  const { schedule, rules, massChange, proposesPlan } = input;
  const alarm = massChange ?? RECOMMENDED_MASS_CHANGE;
  return {
    schedule,
    rules: rules?.map(ruleOf) ?? RECOMMENDED_RULES,
    // More than all of a type is never changed.
    massChange: alarm.percent === 100 ? null : { percent: alarm.percent, atLeast: alarm.atLeast },
    proposesPlan: proposesPlan ?? false,
  };
}

function ruleOf({ name, severity, exceptObjectIds, exceptActorIds, ...choice }: DriftRuleInput): DriftRule {
  const { objectTypes, actions, kinds, attributes, atLeast } = choice;
  return {
    name,
    severity,
    ...(objectTypes?.length && { objectTypes }),
    ...(actions?.length && { actions }),
    ...(kinds?.length && { kinds }),
    ...(attributes?.length && { attributes }),
    ...(exceptObjectIds?.length && { exceptObjectIds: exceptObjectIds.map((id) => id.toLowerCase()) }),
    ...(exceptActorIds?.length && { exceptActorIds: exceptActorIds.map((id) => id.toLowerCase()) }),
    ...(typeof atLeast === 'number' && { atLeast }),
  };
}
