import { accept, refuse, type Decision, type OfType } from '../decider.js';
import { refusal } from '../refusal.js';
import { repetitionOf, requestKey } from './repeated-request.js';
import type { TenantCommand } from './tenant-commands.js';
import type { TenantEvent } from './tenant-events.js';
import { faultOfStart } from './tenant-input.js';
import type { TenantState } from './tenant-state.js';

const LONGEST_NAME = 100;

/** Takes in an export as a backup to compare with. It holds nothing up: it is whole when it is named. */
export function importBackup(
  command: OfType<TenantCommand, 'ImportBackup'>,
  state: TenantState,
): Decision<TenantEvent> {
  const fault = faultOfStart(command);
  if (fault) return refuse(fault);
  const repetition = repetitionOf(command, state, (id) => state.backups.get(id)?.isImport === true);
  if (repetition) return repetition;
  const { backupId, root, importedAt, contents } = command;
  if (state.backups.has(backupId)) return accept();
  const name = command.name.trim();
  if (name === '' || name.length > LONGEST_NAME)
    return refuse(refusal('InvalidInput', `name must have 1 to ${LONGEST_NAME} characters.`));
  if (contents.every(({ objects }) => objects === 0))
    return refuse(
      refusal(
        'NothingImported',
        'The import holds no object. Add objects to it first, or choose another export.',
      ),
    );
  const data = { backupId, root, importedAt, name, contents, ...requestKey(command) };
  return accept({ type: 'BackupImported', data });
}
