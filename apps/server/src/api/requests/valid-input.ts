import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { refusal, type Refusal } from '#protection';

/** Reads an input by the rules on its class: the input in its canonical form, or why it cannot be taken. */
export function validInput<Input extends object>(kind: Type<Input>, raw: Input): Input | Refusal {
  const input = plainToInstance(kind, raw);
  const messages = validateSync(input).flatMap(messagesOf);
  return messages.length === 0 ? input : refusal('InvalidInput', messages.join(' '));
}

function messagesOf({ constraints, children }: ValidationError): string[] {
  return [...Object.values(constraints ?? {}), ...(children ?? []).flatMap(messagesOf)];
}
