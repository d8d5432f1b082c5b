import { applyDecorators } from '@nestjs/common';
import { Field, ID } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { IsOptional, IsUUID } from 'class-validator';

const lowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** A required id: a GUID in any case, read in lower case. Entra's GUIDs follow no version of RFC 9562. */
export function Guid(name: string, description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => ID, { description }),
    ...guidRules(name),
  );
}

/** The same, for one that can be left out. */
export function OptionalGuid(name: string, description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => ID, { nullable: true, description }),
    IsOptional(),
    ...guidRules(name),
  );
}

function guidRules(name: string): PropertyDecorator[] {
  const message = `${name} must be a GUID, such as 00000000-0000-0000-0000-000000000000.`;
  return [IsUUID('loose', { message }), Transform(({ value }: { value: unknown }) => lowerCase(value))];
}
