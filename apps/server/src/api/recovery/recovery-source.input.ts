import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, Matches, ValidateNested } from 'class-validator';
import { Id, OptionalId } from '../requests/id.decorator.js';

@InputType({ description: 'A plan, as it was looked at.' })
export class PlanReferenceInput {
  @Id('planId', 'The dry run that froze the plan.')
  planId: string;

  @Field({ description: 'The plan’s digest: what is started is exactly what it names.' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'digest must be a plan’s digest: 64 hexadecimal digits.' })
  digest: string;
}

@InputType({ isOneOf: true, description: 'What to recover from: exactly one of these.' })
export class RecoverySourceInput {
  @OptionalId('backupId', 'A backup; the request’s own scope says which objects.')
  backupId?: string | null;

  @OptionalId('differenceReportId', 'A completed difference report: the same backup and the same scope.')
  differenceReportId?: string | null;

  @Field(() => PlanReferenceInput, {
    nullable: true,
    description:
      'A frozen plan: exactly its steps, each after a look at whether the values seen still stand.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => PlanReferenceInput)
  plan?: PlanReferenceInput | null;
}
