import { InputType } from '@nestjs/graphql';
import { Id } from '../requests/id.decorator.js';

@InputType({ description: 'Asks to cancel a job.' })
export class CancelJobInput {
  @Id('jobId', 'The difference report or recovery to cancel.')
  jobId: string;
}
