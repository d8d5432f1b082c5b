import { useCallback, useState, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons';
import { useParams, useSearchParams } from 'react-router';
import { DifferenceReportDetailsDocument, type DifferenceReportDetailsQuery } from '../api/generated.js';
import { useAnswer } from '../api/connection.js';
import { Card } from '../elements/card.js';
import { Facts } from '../elements/facts.js';
import { Loaded } from '../elements/loaded.js';
import { PageLink } from '../elements/page-link.js';
import { Notice, Problem } from '../elements/problem.js';
import { StatusBadge } from '../elements/status-badge.js';
import { When } from '../elements/when.js';
import { WithheldNotice } from '../elements/withheld-notice.js';
import { moment } from '../format/moments.js';
import { count, counted } from '../format/numbers.js';
import { CancelJobButton } from '../recoveries/cancel-job-button.js';
import { LiveProgress } from '../recoveries/live-progress.js';
import { selectionFilter } from '../recoveries/plan-source.js';
import { RecoverDialog, type ToRecover } from '../recoveries/recover-dialog.js';
import { Page } from '../shell/page.js';
import { typeWords } from '../words/object-types.js';
import { scopeWords } from '../words/scopes.js';
import { isUnderWay, JOB_STATUS_WORDS } from '../words/statuses.js';
import { AttributionNotice } from './attribution-notice.js';
import { ChangeFilters } from './change-filters.js';
import { ChangeTable, type RecoverObject } from './change-table.js';
import { NO_CHOICE, type Choice } from './choice.js';
import { DriftCard } from './drift-card.js';
import { addressOf, filterOf, viewIn, type ReportView } from './view-address.js';

type Report = NonNullable<DifferenceReportDetailsQuery['differenceReport']>;

/** One difference report: its summary and its changes, from which objects are recovered. */
export function Component(): ReactNode {
  const { id = '' } = useParams();
  const answer = useAnswer(
    DifferenceReportDetailsDocument,
    { id },
    {
      every: (result) =>
        result?.differenceReport && isUnderWay(result.differenceReport.status) ? 1_000 : false,
    },
  );
  const report = answer.data?.differenceReport;
  const [choice, choose] = useState(NO_CHOICE);
  const [toRecover, setToRecover] = useState<ToRecover | undefined>();
  const [search] = useSearchParams();
  const chosen: ToRecover = {
    reportId: id,
    objectIds: [...choice.ticked],
    exceptObjectIds: choice.ticked.size > 0 ? [] : [...choice.leftOut],
    filter: filterOf(viewIn(search)),
    parts: [],
  };
  const canRecover = report ? isToRecoverFrom(report) : false;
  const recover: RecoverObject = (objectId, parts) =>
    setToRecover({ reportId: id, objectIds: [objectId], exceptObjectIds: [], filter: {}, parts });
  return (
    <Page
      title={report ? `Difference report of ${moment(report.requestedAt)}` : 'Difference report'}
      above={['/reports', 'Difference reports']}
      commands={
        <>
          {report && isUnderWay(report.status) && <CancelJobButton jobId={id} />}
          {canRecover && (
            <Button appearance="primary" icon={<ArrowUndoRegular />} onClick={() => setToRecover(chosen)}>
              {recoverWords(chosen)}
            </Button>
          )}
        </>
      }
    >
      <Loaded answer={answer}>
        {({ differenceReport }) =>
          differenceReport ? (
            <Details
              report={differenceReport}
              choice={choice}
              choose={choose}
              recover={canRecover ? recover : undefined}
            />
          ) : (
            <Problem>There is no such difference report.</Problem>
          )
        }
      </Loaded>
      {toRecover && <RecoverDialog toRecover={toRecover} close={() => setToRecover(undefined)} />}
    </Page>
  );
}

/** Two backups tell what has changed between them, not what the tenant is like now. */
function isToRecoverFrom({ status, expired, comparedWith, tenant }: Report): boolean {
  return status === 'completed' && !expired && !comparedWith && tenant.callerMay.includes('startRecovery');
}

const comparedFacts = ({ comparedWith }: Report): [string, ReactNode][] =>
  comparedWith
    ? [
        [
          'Compared with the backup of',
          <PageLink key="" to={`/backups/${comparedWith.id}`}>
            <When at={comparedWith.takenAt} />
          </PageLink>,
        ],
      ]
    : [];

function recoverWords({ objectIds, exceptObjectIds, filter }: ToRecover): string {
  if (objectIds.length > 0) return `Recover ${counted(objectIds.length, 'object')}`;
  if (exceptObjectIds.length > 0) return 'Recover all but what is left out';
  const chosen = selectionFilter(filter);
  if (chosen === undefined) return 'Recover everything';
  const { objectTypes, ...others } = chosen;
  return objectTypes && Object.keys(others).length === 0
    ? `Recover all of type ${typeWords(objectTypes)}`
    : 'Recover what the filters choose';
}

function Details({
  report,
  choice,
  choose,
  recover,
}: {
  report: Report;
  choice: Choice;
  choose: (choice: Choice) => void;
  recover: RecoverObject | undefined;
}): ReactNode {
  const [search, setSearch] = useSearchParams();
  const view = viewIn(search);
  // The address is ahead of what is rendered: a change of the view is one of what the address says by now.
  const show = useCallback(
    (change: Partial<ReportView>) =>
      setSearch(addressOf({ ...viewIn(new URLSearchParams(window.location.search)), ...change }), {
        preventScrollReset: true,
      }),
    [setSearch],
  );
  return (
    <>
      {report.failure && <Problem title="The report has failed.">{report.failure.message}</Problem>}
      {report.partialTypes.length > 0 && (
        <Notice warning>
          Nothing is said about {typeWords(report.partialTypes)}: the backup or the tenant could not be read
          whole.
        </Notice>
      )}
      <WithheldNotice types={report.withheldTypes} />
      <AttributionNotice attribution={report.attribution} />
      {report.expired && <Notice>The report’s retention is over. Create a new one to see changes.</Notice>}
      <Card title="Summary">
        <Facts
          facts={[
            ['Status', <StatusBadge key="" status={JOB_STATUS_WORDS[report.status]} />],
            ['Backup of', <When key="" at={report.backup?.takenAt} />],
            ...comparedFacts(report),
            ['Filtered by', scopeWords(report.scope)],
            ['Changed objects', count(report.changedObjects)],
            ['Changed links', count(report.changedLinks)],
            ['Created by', report.requestedBy.name],
          ]}
        />
        {isUnderWay(report.status) && <LiveProgress jobId={report.id} />}
      </Card>
      {report.drift && <DriftCard reportId={report.id} drift={report.drift} />}
      {report.summary && (
        <>
          <ChangeFilters summary={report.summary} view={view} show={show} />
          <ChangeTable
            reportId={report.id}
            view={view}
            show={show}
            choice={choice}
            choose={choose}
            recover={recover}
          />
        </>
      )}
    </>
  );
}
