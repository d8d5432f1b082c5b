import { createUnionType } from '@nestjs/graphql';
import type { DifferenceReportView, RecoveryView, TenantModels } from '#projections';
import { DifferenceReport } from '../difference-report/difference-report.model.js';
import { Recovery } from '../recovery/recovery.model.js';

/** A difference report or a recovery: at most one runs in a tenant at any moment. */
export const Job = createUnionType({
  name: 'Job',
  description: 'A difference report or a recovery. At most one runs in a tenant at any moment.',
  types: () => [DifferenceReport, Recovery] as const,
});

/** Shows a job's view as the type that it is. */
export function jobOf(view: DifferenceReportView | RecoveryView, past?: TenantModels): typeof Job {
  return view.kind === 'recovery' ? Recovery.of(view, past) : DifferenceReport.of(view, past);
}
