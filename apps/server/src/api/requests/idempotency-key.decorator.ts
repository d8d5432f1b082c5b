import { applyDecorators } from '@nestjs/common';
import { Field } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';

const LONGEST_KEY = 200;

/** A key by which a repeated request is known again, so that a client may safely send it twice. */
export function IdempotencyKey(): PropertyDecorator {
  return applyDecorators(
    Field(() => String, {
      nullable: true,
      description:
        'Any text that names this request, such as a new GUID. Sent again with the same key, it starts nothing new and answers what it started the first time; with the same key, another request is refused (`IdempotencyKeyReused`).',
    }),
    IsOptional(),
    Length(1, LONGEST_KEY, {
      message: `idempotencyKey must have 1 to ${LONGEST_KEY} characters; leave it out if you need none.`,
    }),
  );
}

/** The key as the domain takes it: absent rather than null. */
export function keyOf(input: { readonly idempotencyKey?: string | null }): {
  readonly idempotencyKey?: string;
} {
  return typeof input.idempotencyKey === 'string' ? { idempotencyKey: input.idempotencyKey } : {};
}
