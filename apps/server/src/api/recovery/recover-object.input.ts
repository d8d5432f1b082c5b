import { InputType } from '@nestjs/graphql';
import { Id } from '../requests/id.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';
import { Reason } from '../requests/reason.decorator.js';

@InputType({ description: 'Asks to recover one object that a difference report shows.' })
export class RecoverObjectInput {
  @Id('differenceReportId', 'A completed difference report.')
  differenceReportId: string;

  @Id('objectId', 'An object among the report’s changes.')
  objectId: string;

  @Reason()
  reason?: string | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
