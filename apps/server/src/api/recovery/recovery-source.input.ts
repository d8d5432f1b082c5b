import { InputType } from '@nestjs/graphql';
import { OptionalGuid } from '../requests/guid.decorator.js';

@InputType({ isOneOf: true, description: 'What to recover from: exactly one of these.' })
export class RecoverySourceInput {
  @OptionalGuid('backupId', 'A backup; the request’s own scope says which objects.')
  backupId?: string | null;

  @OptionalGuid('differenceReportId', 'A completed difference report: the same backup and the same scope.')
  differenceReportId?: string | null;
}
