import { Field, InputType } from '@nestjs/graphql';
import { ConfirmMassChange } from '../requests/confirm-mass-change.decorator.js';
import { Id } from '../requests/id.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';
import { Reason } from '../requests/reason.decorator.js';

@InputType({ description: 'Asks to take back what a recovery has done.' })
export class UndoRecoveryInput {
  @Id('recoveryId', 'The recovery to undo; it must have ended, in whatever way.')
  recoveryId: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to plan only and change nothing.' })
  dryRun: boolean;

  @ConfirmMassChange()
  confirmMassChange: boolean;

  @Reason()
  reason?: string | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
