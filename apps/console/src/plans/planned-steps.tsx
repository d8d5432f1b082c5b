import type { ReactNode } from 'react';
import { PlannedStepsDocument, type PlannedStepsQuery } from '../api/generated.js';
import { useList } from '../api/use-list.js';
import { Card } from '../elements/card.js';
import { DataTable } from '../elements/data-table.js';
import { Listed } from '../elements/listed.js';
import { valueText } from '../reports/value-text.js';
import { STEP_WORDS } from '../words/changes.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';
import styles from './planned-steps.module.css';

type Plan = NonNullable<NonNullable<PlannedStepsQuery['recovery']>['plan']>;
type Step = Plan['steps']['nodes'][number];

/** The steps of a frozen plan in their order, each with the values seen and wanted. */
export function PlannedSteps({ planId }: { planId: string }): ReactNode {
  const list = useList(PlannedStepsDocument, { id: planId }, ({ recovery }) => recovery?.plan?.steps, {
    // What is frozen stays as it is.
    staleTime: Infinity,
  });
  return (
    <Card title="Planned steps">
      <Listed list={list}>{(steps) => <StepTable steps={steps} />}</Listed>
    </Card>
  );
}

function StepTable({ steps }: { steps: readonly Step[] }): ReactNode {
  return (
    <DataTable
      caption="Planned steps"
      rows={steps.map((step, number) => ({ step, number }))}
      keyOf={({ number }) => `${number}`}
      empty="There is nothing to do."
      columns={[
        { name: 'Object ID', of: ({ step }) => <code>{step.objectId}</code> },
        { name: 'Object type', of: ({ step }) => OBJECT_TYPE_WORDS[step.objectType] },
        { name: 'Action', of: ({ step }) => STEP_WORDS[step.action] },
        {
          name: 'What',
          of: ({ step }) => <Values of={step} show={({ name }) => name} link={linkWords(step)} />,
        },
        {
          name: 'Seen',
          of: ({ step }) => (
            <Values
              of={step}
              show={({ wasSeen, seen }) => (wasSeen ? valueText(seen) : '(looked at when it is done)')}
              link={step.linkSeen ?? '–'}
            />
          ),
        },
        {
          name: 'Wanted',
          of: ({ step }) => (
            <Values of={step} show={({ wanted }) => valueText(wanted)} link={step.linkWanted ?? '–'} />
          ),
        },
      ]}
    />
  );
}

function Values({
  of: { attributes, link: isLink },
  show,
  link,
}: {
  of: Step;
  show: (attribute: Step['attributes'][number]) => string;
  link: string;
}): ReactNode {
  if (isLink) return link;
  if (attributes.length === 0) return '–';
  return attributes.map((attribute) => (
    <pre key={attribute.name} className={styles['value']}>
      {show(attribute)}
    </pre>
  ));
}

const linkWords = ({ link }: Step): string => (link ? `${link.name}: ${link.change} ${link.target}` : '');
