import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Why a backup or a job failed.' })
export class Failure {
  @Field({ description: 'Stable code: Microsoft Graph’s error code where the tenant refused.' })
  code: string;

  @Field({ description: 'What happened and what to do about it.' })
  message: string;
}
