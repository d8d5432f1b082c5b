import type { PlanOptions } from '#protection';
import { describedEnum } from '../scalars/described-enum.js';

/** What becomes of a step that would overwrite what has moved. */
export const WhatMovedEnum = describedEnum<PlanOptions['whatMoved']>(
  'WhatMoved',
  'What becomes of a step whose object no longer has the values that the plan has seen.',
  {
    skip: 'It is skipped, and listed with both values.',
    overwrite: 'It is carried out all the same.',
  },
);

/** How Conditional Access policies come back. */
export const ConditionalAccessModeEnum = describedEnum<PlanOptions['conditionalAccess']>(
  'ConditionalAccessMode',
  'How Conditional Access policies that were on in the backup, and are not now, come back.',
  {
    asInBackup: 'On, as they were.',
    reportOnly: 'In report-only mode: they show what they would do, until they are promoted.',
  },
);
