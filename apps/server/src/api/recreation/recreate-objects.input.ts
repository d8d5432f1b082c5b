import { Field, ID, InputType } from '@nestjs/graphql';
import { MOST_OBJECT_IDS } from '#protection';
import { ConfirmMassChange } from '../requests/confirm-mass-change.decorator.js';
import { Id } from '../requests/id.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';
import { Reason } from '../requests/reason.decorator.js';

@InputType({ description: 'Asks to make objects again that are gone for good.' })
export class RecreateObjectsInput {
  @Id('tenantId', 'The tenant to make them in.')
  tenantId: string;

  @Id('differenceReportId', 'The report that has found them gone.')
  differenceReportId: string;

  /** Numbers and forms are judged as those of a scope are. */
  @Field(() => [ID], {
    description: `The ids that they had: 1 to ${MOST_OBJECT_IDS}. An application and its service principal are made together, whichever is named.`,
  })
  objectIds: string[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to plan only and make nothing; the plan can be looked at, approved and started.',
  })
  dryRun: boolean;

  @ConfirmMassChange()
  confirmMassChange: boolean;

  @Reason()
  reason?: string | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
