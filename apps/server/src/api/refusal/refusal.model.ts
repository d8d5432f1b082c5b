import { Field, InterfaceType } from '@nestjs/graphql';

@InterfaceType({ description: 'Why a request was refused. Nothing has happened.' })
export abstract class Refusal {
  @Field({ description: 'Stable code: the type’s own name.' })
  readonly code: string;

  @Field({ description: 'What stands in the way and what to do about it.' })
  readonly message: string;
}
