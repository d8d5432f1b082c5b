import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Backup } from '../backup/backup.model.js';
import {
  IdempotencyKeyReused,
  ImportNotFound,
  InvalidInput,
  NothingImported,
  NotPermitted,
  TenantNotFound,
} from '../refusal/refusals.model.js';

@ObjectType({ description: 'An import in the making.' })
export class ImportInTheMaking {
  @Field({ description: 'What to go on from, or to complete. Good for an hour.' })
  importRoot: string;
}

export const AddToImportResult = createUnionType({
  name: 'AddToImportResult',
  description: 'The import so far, or why nothing was added.',
  types: () => [ImportInTheMaking, ImportNotFound, InvalidInput, NotPermitted, TenantNotFound] as const,
});

export const CompleteImportResult = createUnionType({
  name: 'CompleteImportResult',
  description: 'The backup to compare with, or why there is none.',
  types: () =>
    [
      Backup,
      IdempotencyKeyReused,
      ImportNotFound,
      InvalidInput,
      NothingImported,
      NotPermitted,
      TenantNotFound,
    ] as const,
});
