import { Field, InputType } from '@nestjs/graphql';
import { Id, OptionalId } from '../requests/id.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';
import { ScopeInput } from '../scope/scope.input.js';

@InputType({ description: 'Asks what has changed in a tenant since a backup.' })
export class CreateDifferenceReportInput {
  @Id('tenantId', 'The tenant to look at.')
  tenantId: string;

  @Id('backupId', 'The backup to compare with.')
  backupId: string;

  @OptionalId(
    'compareWithBackupId',
    'A later backup to compare it with, without reading the tenant’s objects; leave out to compare with the tenant as it is now.',
  )
  compareWithBackupId?: string | null;

  @Field(() => ScopeInput, { description: 'What to look at; fixed from then on.' })
  scope: ScopeInput;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
