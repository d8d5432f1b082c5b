import { InputType } from '@nestjs/graphql';
import { OptionalId } from '../requests/id.decorator.js';

@InputType({ isOneOf: true, description: 'What to recover from: exactly one of these.' })
export class RecoverySourceInput {
  @OptionalId('backupId', 'A backup; the request’s own scope says which objects.')
  backupId?: string | null;

  @OptionalId('differenceReportId', 'A completed difference report: the same backup and the same scope.')
  differenceReportId?: string | null;
}
