import { hash } from 'node:crypto';
import type { RecoverySource, Scope, TenantCommand } from '#protection';

/** The commands that start something, and may be repeated by an idempotency key. */
export type Start = Extract<
  TenantCommand,
  {
    type:
      | 'RequestBackup'
      | 'ImportBackup'
      | 'StartDifferenceReport'
      | 'StartRecovery'
      | 'RecoverObject'
      | 'UndoRecovery';
  }
>;

/**
 * SHA-256 (hex) of what a request asks for: not of the new id that it brings along, and whatever the order in which
 * a scope names types or objects.
 */
export function requestDigest(command: Start): string {
  return hash('sha256', JSON.stringify([command.type, ...parameters(command)]), 'hex');
}

function parameters(command: Start): readonly unknown[] {
  switch (command.type) {
    case 'RequestBackup':
      return [command.trigger];
    case 'ImportBackup':
      return [command.root, command.name];
    case 'StartDifferenceReport':
      return [command.backupId, command.compareWithBackupId ?? null, inOrder(command.scope)];
    case 'StartRecovery': {
      const { from, dryRun, reason, plan, confirmMassChange = false, recreate = false } = command;
      const scope = from.scope === undefined ? null : inOrder(from.scope);
      return [
        ...sourceOf(from),
        scope,
        dryRun,
        reason,
        ...(plan ? [plan] : []),
        ...confirmed(confirmMassChange),
        ...(recreate ? ['recreate'] : []),
      ];
    }
    case 'RecoverObject':
      return [command.differenceReportId, command.objectId.trim().toLowerCase(), command.reason];
    case 'UndoRecovery':
      return [
        command.recoveryId,
        command.dryRun,
        command.reason,
        ...confirmed(command.confirmMassChange ?? false),
      ];
    default:
      return command satisfies never;
  }
}

/** Said only where it is so: digests of requests without it stay what they were. */
const confirmed = (isConfirmed: boolean): readonly string[] => (isConfirmed ? ['confirmMassChange'] : []);

function sourceOf(from: RecoverySource): readonly string[] {
  if ('backupId' in from) return ['backup', from.backupId];
  return 'planId' in from ? ['plan', from.planId, from.planDigest] : ['report', from.differenceReportId];
}

function inOrder(scope: Scope): readonly unknown[] {
  switch (scope.kind) {
    case 'allObjects':
      return [scope.kind];
    case 'objectTypes':
      return [scope.kind, scope.objectTypes.toSorted()];
    case 'objectIds':
      return [scope.kind, scope.objectIds.toSorted()];
    default:
      return scope satisfies never;
  }
}
