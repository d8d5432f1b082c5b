import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { CancelJobDocument } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { Problem } from '../elements/problem.js';

/** Asks a running job to stop. What a recovery has applied stays, and can be undone. */
export function CancelJobButton({ jobId }: { jobId: string }): ReactNode {
  const cancel = useChange(CancelJobDocument);
  const problem = refusalOf(cancel.data?.cancelJob) ?? cancel.error?.message;
  return (
    <>
      {problem && <Problem>{problem}</Problem>}
      <Button disabledFocusable={cancel.isPending} onClick={() => cancel.mutate({ input: { jobId } })}>
        Cancel job
      </Button>
    </>
  );
}
