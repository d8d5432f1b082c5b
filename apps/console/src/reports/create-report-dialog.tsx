import { useState, type ReactNode } from 'react';
import { Button, Field, Select } from '@fluentui/react-components';
import { BranchCompareRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { BackupsDocument, CreateDifferenceReportDocument } from '../api/generated.js';
import { useAnswer, useChange } from '../api/connection.js';
import { refusalOf, startedId } from '../api/mutation-result.js';
import { Modal } from '../elements/modal.js';
import { Problem } from '../elements/problem.js';
import { moment } from '../format/moments.js';
import { useTenant } from '../shell/tenant.js';
import { scopeInput, type ChosenScope } from './chosen-scope.js';
import { ScopeFields } from './scope-fields.js';

/** Opens the dialog that creates a difference report, from a backup where one is given. */
export function CreateReportButton({ backupId }: { backupId?: string }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button appearance="primary" icon={<BranchCompareRegular />} onClick={() => setOpen(true)}>
        Create difference report
      </Button>
      {open && <CreateReportForm givenBackupId={backupId} close={() => setOpen(false)} />}
    </>
  );
}

function CreateReportForm({
  givenBackupId,
  close,
}: {
  givenBackupId: string | undefined;
  close: () => void;
}): ReactNode {
  const { id: tenantId } = useTenant();
  const navigate = useNavigate();
  const answer = useAnswer(BackupsDocument, { tenantId });
  const create = useChange(CreateDifferenceReportDocument);
  const backups = (answer.data?.tenant?.backups.nodes ?? []).filter(({ status }) => status === 'completed');
  const [chosen, setChosen] = useState(givenBackupId);
  const [scope, setScope] = useState<ChosenScope>({ kind: 'all', types: [], ids: '' });
  const backupId = chosen ?? backups[0]?.id;
  const problem = refusalOf(create.data?.createDifferenceReport) ?? create.error?.message;

  const start = async (): Promise<void> => {
    if (backupId === undefined) return;
    const answered = await create.mutateAsync({
      input: { tenantId, backupId, scope: scopeInput(scope), idempotencyKey: crypto.randomUUID() },
    });
    const reportId = startedId(answered.createDifferenceReport);
    if (reportId !== undefined) await navigate(`/reports/${reportId}`);
  };
  const begin = (): void => void start().catch(() => undefined);
  return (
    <Modal
      title="Create difference report"
      close={close}
      actions={
        <>
          <Button onClick={close}>Close</Button>
          <Button
            appearance="primary"
            disabledFocusable={backupId === undefined || create.isPending}
            onClick={begin}
          >
            Create
          </Button>
        </>
      }
    >
      {problem && <Problem>{problem}</Problem>}
      {answer.data && backups.length === 0 && <p>There is no backup to compare with. Take one first.</p>}
      <Field label="Compare the tenant as it is now with the backup of">
        <Select value={backupId ?? ''} onChange={(_event, { value }) => setChosen(value)}>
          {backups.map(({ id, takenAt }) => (
            <option key={id} value={id}>
              {moment(takenAt ?? '')}
            </option>
          ))}
        </Select>
      </Field>
      <ScopeFields scope={scope} choose={setScope} />
    </Modal>
  );
}
