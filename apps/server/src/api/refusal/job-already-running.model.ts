import { ObjectType } from '@nestjs/graphql';
import { Refusal } from './refusal.model.js';

@ObjectType({
  implements: () => [Refusal],
  description: 'A job runs in this tenant, and only one can run at a time.',
})
export class JobAlreadyRunning extends Refusal {
  readonly runningId: string | undefined;
}
