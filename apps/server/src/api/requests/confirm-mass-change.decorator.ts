import { applyDecorators } from '@nestjs/common';
import { Field } from '@nestjs/graphql';

/** Whether it is meant that more is changed than the settings let pass unconfirmed. */
export function ConfirmMassChange(): PropertyDecorator {
  return applyDecorators(
    Field(() => Boolean, {
      defaultValue: false,
      description: 'Whether it is meant that a larger share of a type is changed than the settings let pass.',
    }),
  );
}
