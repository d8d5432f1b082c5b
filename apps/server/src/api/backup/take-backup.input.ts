import { InputType } from '@nestjs/graphql';
import { Guid } from '../requests/guid.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';

@InputType({ description: 'Asks for a backup now, beside the scheduled ones.' })
export class TakeBackupInput {
  @Guid('tenantId', 'The tenant to back up.')
  tenantId: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
