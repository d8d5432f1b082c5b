import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import {
  RecoveryStepsDocument,
  type RecoveryRowFragment,
  type RecoveryStepsQuery,
  type StepOutcome,
} from '../api/generated.js';
import { useConnection } from '../api/connection.js';
import { request } from '../api/request.js';
import { Card } from '../elements/card.js';
import { DataTable } from '../elements/data-table.js';
import { Loaded } from '../elements/loaded.js';
import { ViewLinks } from '../elements/view-links.js';
import { When } from '../elements/when.js';
import { counted } from '../format/numbers.js';
import { valueText } from '../reports/value-text.js';
import { STEP_WORDS } from '../words/changes.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';
import { isUnderWay } from '../words/statuses.js';

type Step = NonNullable<RecoveryStepsQuery['recovery']>['steps']['nodes'][number];

const VIEWS: Readonly<Record<StepOutcome, string>> = {
  failed: 'Failed changes',
  skipped: 'Skipped',
  applied: 'Applied',
};

/** The settled steps of a recovery, newest first; what has failed comes first to the eye. */
export function RecoverySteps({
  recovery: { id, status, failedChanges },
}: {
  recovery: RecoveryRowFragment;
}): ReactNode {
  const { session } = useConnection();
  const [search] = useSearchParams();
  const asked = search.get('steps');
  const outcome = isOutcome(asked) ? asked : failedChanges > 0 ? 'failed' : 'applied';
  const answer = useInfiniteQuery({
    queryKey: ['steps', id, outcome],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const variables = { id, after: pageParam, outcomes: [outcome] };
      return (await request(session, RecoveryStepsDocument, variables, signal)).recovery?.steps;
    },
    getNextPageParam: (page) => (page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined),
    refetchInterval: isUnderWay(status) ? 2_000 : false,
  });
  return (
    <Card title="Steps">
      <ViewLinks
        label="Steps by outcome"
        views={Object.entries(VIEWS).map(([value, name]) => ({
          to: `?steps=${value}`,
          name,
          isShown: value === outcome,
        }))}
      />
      <Loaded answer={answer}>
        {({ pages }) => {
          const steps = pages.flatMap((page) => page?.nodes ?? []);
          return (
            <>
              <p role="status">{counted(pages[0]?.totalCount ?? 0, 'step')}</p>
              <StepTable steps={steps} />
            </>
          );
        }}
      </Loaded>
      {answer.hasNextPage && (
        <Button disabledFocusable={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Card>
  );
}

function StepTable({ steps }: { steps: readonly Step[] }): ReactNode {
  return (
    <DataTable
      caption="Steps"
      rows={steps}
      keyOf={({ step }) => `${step}`}
      empty="There are none."
      columns={[
        { name: 'Object ID', of: ({ objectId }) => <code>{objectId}</code> },
        { name: 'Object type', of: ({ objectType }) => OBJECT_TYPE_WORDS[objectType] },
        { name: 'Action', of: ({ action }) => STEP_WORDS[action] },
        { name: 'What', of: whatWords },
        { name: 'Settled', of: ({ at }) => <When at={at} /> },
        { name: 'Code', of: ({ code }) => code ?? '–' },
        { name: 'Message', of: ({ message, found }) => (found ? <Found found={found} /> : (message ?? '–')) },
      ]}
    />
  );
}

/** What was found where someone had changed since what the step was to change; it was left as it is. */
function Found({ found: { attributes, linkFound } }: { found: NonNullable<Step['found']> }): ReactNode {
  if (attributes.length === 0) return `Someone has changed it since: ${linkFound ?? 'it is not there'}.`;
  return attributes.map(({ name, wanted, wasSeen, seen, found }) => (
    <p key={name}>
      {name}: wanted {valueText(wanted)}, {wasSeen && `seen ${valueText(seen)}, `}found {valueText(found)}
    </p>
  ));
}

function whatWords({ attributes, link }: Step): string {
  if (link) return `${link.name}: ${link.change} ${link.target}`;
  return attributes.length > 0 ? attributes.join(', ') : 'The object itself';
}

function isOutcome(text: string | null): text is StepOutcome {
  return text !== null && Object.hasOwn(VIEWS, text);
}
