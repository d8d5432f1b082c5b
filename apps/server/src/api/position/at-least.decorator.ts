import { Args } from '@nestjs/graphql';

/** A query's argument by which a client reads its own writes. */
export const AtLeast = (): ParameterDecorator =>
  Args('atLeast', {
    type: () => String,
    nullable: true,
    description:
      'A place in the log, such as the `position` of a mutation’s answer: waits, 10 s at most, until this node has come to it. An error (`ReadModelBehind`) where it has not.',
  });
