import { InputType } from '@nestjs/graphql';
import { Guid } from '../requests/guid.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';
import { Reason } from '../requests/reason.decorator.js';

@InputType({ description: 'Asks to recover one object that a difference report shows.' })
export class RecoverObjectInput {
  @Guid('differenceReportId', 'A completed difference report.')
  differenceReportId: string;

  @Guid('objectId', 'An object among the report’s changes.')
  objectId: string;

  @Reason()
  reason?: string | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
