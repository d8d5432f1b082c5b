import type { ReactNode } from 'react';
import type { RecoveryDetailsQuery } from '../api/generated.js';
import { DataTable } from '../elements/data-table.js';
import { Facts } from '../elements/facts.js';
import { count } from '../format/numbers.js';
import { excludedReason } from '../words/changes.js';

type Recovery = NonNullable<RecoveryDetailsQuery['recovery']>;

/** What a recovery's plan would do, and what it leaves out and why. */
export function PlanSummary({ plan }: { plan: Recovery }): ReactNode {
  return (
    <div role="group" aria-label="What the plan does">
      <Facts
        facts={[
          ['Changed objects', count(plan.changedObjects)],
          ['Changed links', count(plan.changedLinks)],
          ['Planned steps', count(plan.plannedSteps)],
        ]}
      />
      {plan.excluded.length > 0 && (
        <DataTable
          caption="Changes that are left out"
          rows={plan.excluded}
          keyOf={({ reason }) => reason}
          empty=""
          columns={[
            { name: 'Left out', of: ({ reason }) => excludedReason(reason) },
            { name: 'Changes', isNumber: true, of: ({ count: changes }) => count(changes) },
          ]}
        />
      )}
    </div>
  );
}
