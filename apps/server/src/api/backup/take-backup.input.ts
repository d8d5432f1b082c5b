import { InputType } from '@nestjs/graphql';
import { Id } from '../requests/id.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';

@InputType({ description: 'Asks for a backup now, beside the scheduled ones.' })
export class TakeBackupInput {
  @Id('tenantId', 'The tenant to back up.')
  tenantId: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
