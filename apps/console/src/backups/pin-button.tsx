import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { PinOffRegular, PinRegular } from '@fluentui/react-icons';
import { PinBackupDocument, UnpinBackupDocument } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { Problem } from '../elements/problem.js';

/** Keeps a backup from expiring, or lets it expire again. */
export function PinButton({ backupId, isPinned }: { backupId: string; isPinned: boolean }): ReactNode {
  const pin = useChange(PinBackupDocument);
  const unpin = useChange(UnpinBackupDocument);
  const problem =
    refusalOf(pin.data?.pinBackup) ??
    refusalOf(unpin.data?.unpinBackup) ??
    pin.error?.message ??
    unpin.error?.message;
  const input = { backupId };
  return (
    <>
      {problem && <Problem>{problem}</Problem>}
      <Button
        icon={isPinned ? <PinOffRegular /> : <PinRegular />}
        disabledFocusable={pin.isPending || unpin.isPending}
        onClick={() => (isPinned ? unpin.mutate({ input }) : pin.mutate({ input }))}
      >
        {isPinned ? 'Unpin' : 'Pin'}
      </Button>
    </>
  );
}
