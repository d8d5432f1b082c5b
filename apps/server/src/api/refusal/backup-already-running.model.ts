import { ObjectType } from '@nestjs/graphql';
import { Refusal } from './refusal.model.js';

@ObjectType({
  implements: () => [Refusal],
  description: 'A backup of this tenant is being taken, and only one can run at a time.',
})
export class BackupAlreadyRunning extends Refusal {
  readonly runningId: string | undefined;
}
