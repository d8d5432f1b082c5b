import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import type { PlanOptions } from '#protection';
import { RecoverySourceInput } from '../recovery/recovery-source.input.js';
import { Id } from '../requests/id.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';
import { Reason } from '../requests/reason.decorator.js';
import { ScopeInput } from '../scope/scope.input.js';
import { ConditionalAccessModeEnum, WhatMovedEnum } from './plan-terms.enums.js';
import { SelectionInput } from './selection.input.js';

@InputType({ description: 'Asks for a plan: exactly what a recovery would do, frozen with the values seen.' })
export class FreezePlanInput {
  @Id('tenantId', 'The tenant to plan for.')
  tenantId: string;

  @Field(() => RecoverySourceInput, {
    description: 'What to recover from: a backup, or a difference report, whose values are the ones seen.',
  })
  @ValidateNested()
  @Type(() => RecoverySourceInput)
  from: RecoverySourceInput;

  @Field(() => ScopeInput, {
    nullable: true,
    description:
      'Which objects to look at: required with a backup. With a difference report its own scope holds.',
  })
  scope?: ScopeInput | null;

  @Field(() => SelectionInput, {
    nullable: true,
    description: 'Which of the changes to take back; all of them where it is left out.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => SelectionInput)
  selection?: SelectionInput | null;

  @Field(() => WhatMovedEnum, {
    defaultValue: 'skip',
    description: 'What becomes of what has moved since it was seen.',
  })
  whatMoved: PlanOptions['whatMoved'];

  @Field(() => ConditionalAccessModeEnum, {
    defaultValue: 'asInBackup',
    description: 'How Conditional Access policies come back.',
  })
  conditionalAccess: PlanOptions['conditionalAccess'];

  @Reason()
  reason?: string | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
