import { InputType } from '@nestjs/graphql';
import { Guid } from '../requests/guid.decorator.js';

@InputType({ description: 'Asks to cancel a job.' })
export class CancelJobInput {
  @Guid('jobId', 'The difference report or recovery to cancel.')
  jobId: string;
}
