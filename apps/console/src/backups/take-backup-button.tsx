import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons';
import { TakeBackupDocument } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { Problem } from '../elements/problem.js';
import { useTenant } from '../shell/tenant.js';

/** Takes a backup now; a refusal is shown beside it. */
export function TakeBackupButton(): ReactNode {
  const { id: tenantId } = useTenant();
  const take = useChange(TakeBackupDocument);
  const problem = refusalOf(take.data?.takeBackup) ?? take.error?.message;
  return (
    <>
      {problem && <Problem>{problem}</Problem>}
      <span role="status" className="visually-hidden">
        {take.data && !problem ? 'The backup has begun.' : ''}
      </span>
      <Button
        icon={<ArchiveRegular />}
        disabledFocusable={take.isPending}
        onClick={() => take.mutate({ input: { tenantId, idempotencyKey: crypto.randomUUID() } })}
      >
        Take backup
      </Button>
    </>
  );
}
