import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { ConfirmMassChange } from '../requests/confirm-mass-change.decorator.js';
import { Id } from '../requests/id.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';
import { Reason } from '../requests/reason.decorator.js';
import { ScopeInput } from '../scope/scope.input.js';
import { RecoverySourceInput } from './recovery-source.input.js';

@InputType({ description: 'Asks to bring objects back to their state in a backup.' })
export class StartRecoveryInput {
  @Id('tenantId', 'The tenant to recover.')
  tenantId: string;

  @Field(() => RecoverySourceInput, { description: 'What to recover from.' })
  @ValidateNested()
  @Type(() => RecoverySourceInput)
  from: RecoverySourceInput;

  @Field(() => ScopeInput, {
    nullable: true,
    description:
      'Which objects to recover: required with a backup. With a difference report its own scope holds; leave it out.',
  })
  scope?: ScopeInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to plan only and change nothing.' })
  dryRun: boolean;

  @ConfirmMassChange()
  confirmMassChange: boolean;

  @Reason()
  reason?: string | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
