import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import {
  RecoveryStepsDocument,
  type RecoveryRowFragment,
  type RecoveryStepsQuery,
  type StepOutcome,
} from '../api/generated.js';
import { useList } from '../api/use-list.js';
import { Card } from '../elements/card.js';
import { DataTable } from '../elements/data-table.js';
import { Listed } from '../elements/listed.js';
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
  recovery: { id, status, failedChanges, skippedChanges },
}: {
  recovery: Pick<RecoveryRowFragment, 'id' | 'status' | 'failedChanges'> & {
    readonly skippedChanges: number;
  };
}): ReactNode {
  const [search] = useSearchParams();
  const asked = search.get('steps');
  const outcome = isOutcome(asked) ? asked : firstShown(failedChanges, skippedChanges);
  const list = useList(
    RecoveryStepsDocument,
    { id, outcomes: [outcome] },
    ({ recovery }) => recovery?.steps,
    {
      every: () => (isUnderWay(status) ? 2_000 : false),
    },
  );
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
      <Listed list={list}>
        {(steps, total) => (
          <>
            <p role="status">{counted(total, 'step')}</p>
            <StepTable steps={steps} />
          </>
        )}
      </Listed>
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

/** What is not as planned is shown first. */
function firstShown(failed: number, skipped: number): StepOutcome {
  if (failed > 0) return 'failed';
  return skipped > 0 ? 'skipped' : 'applied';
}

function isOutcome(text: string | null): text is StepOutcome {
  return text !== null && Object.hasOwn(VIEWS, text);
}
