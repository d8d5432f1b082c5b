import { useState, type ReactNode } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import { AcknowledgeDriftDocument, type DriftPartsFragment } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { driftStatus, SEVERITY_WORDS } from '../drift/drift-words.js';
import { Card } from '../elements/card.js';
import { DataTable } from '../elements/data-table.js';
import { Facts } from '../elements/facts.js';
import { Modal } from '../elements/modal.js';
import { PageLink } from '../elements/page-link.js';
import { Notice, Problem } from '../elements/problem.js';
import { StatusBadge } from '../elements/status-badge.js';
import { moment } from '../format/moments.js';
import { count } from '../format/numbers.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';

/** What the drift watch made of a report: by which rules, whom it told, and whether someone knows of it. */
export function DriftCard({ reportId, drift }: { reportId: string; drift: DriftPartsFragment }): ReactNode {
  const { acknowledgement: known, proposedPlan, massChanges, findings } = drift;
  return (
    <Card title="Drift">
      <Facts
        facts={[
          ['Result', <StatusBadge key="" status={driftStatus(drift)} />],
          ['Acknowledged', known ? `${known.by.name}, ${moment(known.at)}: ${known.reason}` : '–'],
          ['Told', drift.deliveries.map(deliveryWords).join(', ') || '–'],
          [
            'Proposed plan',
            proposedPlan ? (
              <PageLink key="" to={`/recoveries/${proposedPlan.id}`}>
                Look at it
              </PageLink>
            ) : (
              '–'
            ),
          ],
        ]}
      />
      {massChanges.map(({ objectType, changed, objects }) => (
        <Notice key={objectType} warning>
          Mass change: {count(changed)} of {count(objects)} objects of type {OBJECT_TYPE_WORDS[objectType]}.
          The backup before it is kept until someone unpins it.
        </Notice>
      ))}
      {findings.length > 0 && (
        <DataTable
          caption="What was found, by rule"
          rows={findings}
          keyOf={({ rule }) => rule}
          empty=""
          columns={[
            { name: 'Rule', of: ({ rule }) => rule },
            { name: 'Severity', of: ({ severity }) => SEVERITY_WORDS[severity] },
            { name: 'Objects', isNumber: true, of: ({ objects }) => count(objects) },
            { name: 'Links', isNumber: true, of: ({ links }) => count(links) },
            { name: 'New', of: ({ isNew }) => (isNew ? 'Yes' : 'No') },
          ]}
        />
      )}
      {drift.status === 'found' && !known && <Acknowledge reportId={reportId} />}
    </Card>
  );
}

function Acknowledge({ reportId }: { reportId: string }): ReactNode {
  const acknowledge = useChange(AcknowledgeDriftDocument);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const problem = refusalOf(acknowledge.data?.acknowledgeDrift) ?? acknowledge.error?.message;
  const send = (): void =>
    acknowledge.mutate(
      { input: { differenceReportId: reportId, reason } },
      { onSuccess: (result) => refusalOf(result.acknowledgeDrift) === undefined && setOpen(false) },
    );
  return (
    <div>
      <Button onClick={() => setOpen(true)}>Acknowledge</Button>
      {isOpen && (
        <Modal
          title="Acknowledge the drift"
          close={() => setOpen(false)}
          actions={
            <>
              <Button onClick={() => setOpen(false)}>Close</Button>
              <Button appearance="primary" disabledFocusable={acknowledge.isPending} onClick={send}>
                It is known
              </Button>
            </>
          }
        >
          {problem && <Problem>{problem}</Problem>}
          <p>Until more is found, the next checks raise no alarm and compare with newer backups again.</p>
          <Field label="Reason" required hint="Kept in the audit log. No personal data, please.">
            <Input value={reason} onChange={(_event, { value }) => setReason(value)} />
          </Field>
        </Modal>
      )}
    </div>
  );
}

function deliveryWords({ destination, delivered, code }: DriftPartsFragment['deliveries'][number]): string {
  return delivered ? destination : `not ${destination} (${code ?? 'given up'})`;
}
