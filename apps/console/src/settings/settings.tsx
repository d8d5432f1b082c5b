import { useState, type ReactNode } from 'react';
import { Button, Field, Input, Switch, Textarea } from '@fluentui/react-components';
import {
  ChangeSettingsDocument,
  TenantSettingsDocument,
  type TenantSettingsQuery,
} from '../api/generated.js';
import { useAnswer, useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { Loaded } from '../elements/loaded.js';
import { Notice, Problem } from '../elements/problem.js';
import { idsIn } from '../reports/ids-in.js';
import { DriftWatchForm } from '../drift/drift-watch-form.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { GuardFields, guardsIn, guardTexts } from './guard-fields.js';
import styles from './settings.module.css';

type Settings = NonNullable<TenantSettingsQuery['tenant']>['settings'];

/** What administrators set for the tenant. */
export function Component(): ReactNode {
  const { id: tenantId } = useTenant();
  const answer = useAnswer(TenantSettingsDocument, { tenantId });
  return (
    <Page title="Settings">
      <Loaded answer={answer}>
        {({ tenant }) =>
          tenant && (
            <>
              <SettingsForm tenantId={tenantId} settings={tenant.settings} />
              <h2>Drift watch</h2>
              <DriftWatchForm tenantId={tenantId} watch={tenant.driftWatch} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function SettingsForm({ tenantId, settings }: { tenantId: string; settings: Settings }): ReactNode {
  const change = useChange(ChangeSettingsDocument);
  const [schedule, setSchedule] = useState(settings.backupSchedule);
  const [backupDays, setBackupDays] = useState(`${settings.backupRetentionDays}`);
  const [historyDays, setHistoryDays] = useState(`${settings.historyRetentionDays}`);
  const [readersMay, setReadersMay] = useState(settings.readersMayCreateReports);
  const [accounts, setAccounts] = useState(settings.emergencyAccessAccountIds.join('\n'));
  const [guards, setGuards] = useState(() => guardTexts(settings.guards));
  const refusal =
    change.data?.changeSettings.__typename === 'Tenant' ? undefined : refusalOf(change.data?.changeSettings);
  const problem = refusal ?? change.error?.message;
  const save = (): void =>
    change.mutate({
      input: {
        tenantId,
        backupSchedule: schedule,
        backupRetentionDays: Number(backupDays),
        historyRetentionDays: Number(historyDays),
        readersMayCreateReports: readersMay,
        emergencyAccessAccountIds: idsIn(accounts),
        guards: guardsIn(guards),
      },
    });
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {problem && <Problem>{problem}</Problem>}
      {change.isSuccess && !problem && <Notice>The settings are saved.</Notice>}
      <Field label="Schedule of backups" hint="A cron expression, in UTC.">
        <Input value={schedule} onChange={(_event, { value }) => setSchedule(value)} />
      </Field>
      <DaysField label="Days for which a backup is kept" days={backupDays} set={setBackupDays} />
      <DaysField
        label="Days for which reports and the recovery history are kept"
        days={historyDays}
        set={setHistoryDays}
      />
      <Switch
        label="Backup Readers may create difference reports"
        checked={readersMay}
        onChange={(_event, { checked }) => setReadersMay(checked)}
      />
      <Field
        label="Emergency-access accounts"
        hint="Object IDs, one a line, at most 100. No recovery ever disables or soft-deletes them."
      >
        <Textarea rows={5} value={accounts} onChange={(_event, { value }) => setAccounts(value)} />
      </Field>
      <GuardFields guards={guards} set={setGuards} />
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={change.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

function DaysField({
  label,
  days,
  set,
}: {
  label: string;
  days: string;
  set: (days: string) => void;
}): ReactNode {
  return (
    <Field label={label} hint="1 to 3650">
      <Input type="number" min={1} max={3650} value={days} onChange={(_event, { value }) => set(value)} />
    </Field>
  );
}
