import type { ReactNode } from 'react';
import type { AttributionGap, DifferenceReportDetailsQuery } from '../api/generated.js';
import { Notice } from '../elements/problem.js';
import { moment } from '../format/moments.js';

type Attribution = NonNullable<DifferenceReportDetailsQuery['differenceReport']>['attribution'];

const GAP_WORDS: Readonly<Record<AttributionGap, string>> = {
  error: 'the tenant’s audit log could not be read. Create the report again later.',
  licence: 'the tenant’s licence does not include its audit log.',
  notSupported: 'this tenant has no audit log that can be read.',
  permission: 'Known Good may not read the tenant’s audit log. Grant it AuditLog.Read.All.',
  tooMany: 'the tenant’s audit log has more entries than are read for a report. The latest were read.',
};

/** Says so where the tenant's audit log does not tell of every change who made it. Nothing where it does. */
export function AttributionNotice({ attribution }: { attribution: Attribution }): ReactNode {
  if (!attribution || attribution.complete) return null;
  const why = attribution.gap
    ? GAP_WORDS[attribution.gap]
    : `it was read up to ${moment(attribution.until)}.`;
  return <Notice warning>It is not known of every change who made it: {why}</Notice>;
}
