import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { BackupDetailsDocument, type BackupDetailsQuery } from '../api/generated.js';
import { useAnswer } from '../api/connection.js';
import { Card } from '../elements/card.js';
import { DataTable } from '../elements/data-table.js';
import { Facts } from '../elements/facts.js';
import { Loaded } from '../elements/loaded.js';
import { Notice, Problem } from '../elements/problem.js';
import { StatusBadge } from '../elements/status-badge.js';
import { When } from '../elements/when.js';
import { moment } from '../format/moments.js';
import { count } from '../format/numbers.js';
import { CreateReportButton } from '../reports/create-report-dialog.js';
import { Page } from '../shell/page.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';
import { BACKUP_STATUS_WORDS } from '../words/statuses.js';
import { completenessWords, isPartial, missingWords } from './completeness.js';
import { PinButton } from './pin-button.js';
import styles from './backup-details.module.css';

type Backup = NonNullable<BackupDetailsQuery['backup']>;

/** One backup: what it holds, how completely, and how it can be verified. */
export function Component(): ReactNode {
  const { id = '' } = useParams();
  const answer = useAnswer(
    BackupDetailsDocument,
    { id },
    { every: (result) => (result?.backup?.status === 'running' ? 1_000 : false) },
  );
  const backup = answer.data?.backup;
  return (
    <Page
      title={backup ? `Backup of ${moment(backup.takenAt ?? backup.requestedAt)}` : 'Backup'}
      above={['/backups', 'Backups']}
      commands={
        backup?.status === 'completed' && (
          <>
            <PinButton backupId={id} isPinned={backup.pin !== null} />
            <CreateReportButton backupId={id} />
          </>
        )
      }
    >
      <Loaded answer={answer}>
        {(result) =>
          result.backup ? <Details backup={result.backup} /> : <Problem>There is no such backup.</Problem>
        }
      </Loaded>
    </Page>
  );
}

/** Why it does not expire. */
function pinWords(pin: Backup['pin']): string {
  if (pin === null) return 'No: it expires when its retention is over';
  if (pin.cause === 'massChange') return `A mass change was found against it, ${moment(pin.at)}`;
  return `${pin.by.name}, ${moment(pin.at)}${pin.reason ? `: ${pin.reason}` : ''}`;
}

function Details({ backup }: { backup: Backup }): ReactNode {
  return (
    <>
      {backup.failure && <Problem title="The backup has failed.">{backup.failure.message}</Problem>}
      {isPartial(backup) && (
        <Notice warning>
          Some object types are not whole: reports and recoveries leave them alone. The table says why.
        </Notice>
      )}
      <Card title="Summary">
        <Facts
          facts={[
            ['Status', <StatusBadge key="" status={BACKUP_STATUS_WORDS[backup.status]} />],
            ['Taken', <When key="" at={backup.takenAt} />],
            ['Completeness', completenessWords(backup)],
            ['Objects', count(backup.objects)],
            ['Links', count(backup.links)],
            ['Pinned', pinWords(backup.pin)],
            ['Backup ID', <code key="">{backup.id}</code>],
          ]}
        />
      </Card>
      <Card title="Completeness by object type">
        <DataTable
          caption="Completeness by object type"
          rows={backup.certificate}
          keyOf={({ objectType }) => objectType}
          empty="It is known once the backup has completed."
          columns={[
            { name: 'Object type', of: ({ objectType }) => OBJECT_TYPE_WORDS[objectType] },
            { name: 'Read', of: ({ mode }) => (mode === 'full' ? 'Whole' : 'Changes only') },
            { name: 'Objects', isNumber: true, of: ({ objects }) => count(objects) },
            { name: 'In use (Graph’s count)', isNumber: true, of: ({ counted }) => count(counted) },
            { name: 'Links', isNumber: true, of: ({ links }) => count(links) },
            { name: 'Pages', isNumber: true, of: ({ pages }) => count(pages) },
            {
              name: 'Missing',
              of: (type) =>
                missingWords(type).map((words) => (
                  <p key={words} className={styles['missing']}>
                    {words}
                  </p>
                )),
            },
          ]}
        />
      </Card>
      {backup.root && (
        <Card title="Verification">
          <p>The whole content hashes to this digest (SHA-256), which is in the audit log:</p>
          <p>
            <code>{backup.root}</code>
          </p>
          <p>
            To read every byte again and recompute it, run this on the machine of the data, without the
            server: <code>npm run -s verify -- --backups</code>
          </p>
        </Card>
      )}
    </>
  );
}
