import type { ReactNode } from 'react';
import type { RecoveryDetailsQuery } from '../api/generated.js';
import { Facts } from '../elements/facts.js';

/** The plan that a dry run has frozen. */
export type FrozenPlan = NonNullable<NonNullable<RecoveryDetailsQuery['recovery']>['plan']>;

/** How a frozen plan is carried out, and the digest that names it. */
export function PlanTerms({
  plan: { digest, whatMoved, conditionalAccess },
}: {
  plan: FrozenPlan;
}): ReactNode {
  return (
    <Facts
      facts={[
        ['Digest', <code key="">{digest}</code>],
        [
          'What someone has changed since',
          whatMoved === 'skip' ? 'Is left alone and listed' : 'Is overwritten',
        ],
        [
          'Conditional Access policies',
          conditionalAccess === 'reportOnly' ? 'Come back in report-only mode' : 'Come back as they were',
        ],
      ]}
    />
  );
}
