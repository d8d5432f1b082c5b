import { Field, InputType } from '@nestjs/graphql';
import { Length, Matches } from 'class-validator';
import { Id } from '../requests/id.decorator.js';
import { IdempotencyKey } from '../requests/idempotency-key.decorator.js';

const LONGEST_NAME = 100;

@InputType({ description: 'Makes an import a backup to compare with.' })
export class CompleteImportInput {
  @Id('tenantId', 'The tenant to import into.')
  tenantId: string;

  @Field({ description: 'What the last addToImport has answered.' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'importRoot must be what an earlier addToImport has answered.' })
  importRoot: string;

  @Field({ description: 'What to call it; kept in the audit log. No personal data, please.' })
  @Length(1, LONGEST_NAME, { message: `name must have 1 to ${LONGEST_NAME} characters.` })
  name: string;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
