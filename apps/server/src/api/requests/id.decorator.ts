import { applyDecorators } from '@nestjs/common';
import { Field, ID } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { IsOptional, Length } from 'class-validator';

/** Ids are GUIDs; a longer text is no attempt at one. */
const LONGEST_ID = 128;

const lowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/**
 * A required id, read in lower case. Whether it names anything is found out by looking it up: what is no GUID
 * names nothing, and is refused like any other id that is not known.
 */
export function Id(name: string, description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => ID, { description }),
    ...idRules(name),
  );
}

/** The same, for one that can be left out. */
export function OptionalId(name: string, description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => ID, { nullable: true, description }),
    IsOptional(),
    ...idRules(name),
  );
}

function idRules(name: string): PropertyDecorator[] {
  const message = `${name} must have 1 to ${LONGEST_ID} characters; ids are GUIDs.`;
  return [Length(1, LONGEST_ID, { message }), Transform(({ value }: { value: unknown }) => lowerCase(value))];
}
