import { registerEnumType } from '@nestjs/graphql';

/**
 * Registers an enumeration whose values are the keys of `descriptions`, spelt as they are, and answers the
 * object that fields name as their type.
 */
export function describedEnum<Word extends string>(
  name: string,
  description: string,
  descriptions: Readonly<Record<Word, string>>,
): Readonly<Record<string, string>> {
  const values = Object.fromEntries(Object.keys(descriptions).map((word) => [word, word]));
  const valuesMap = Object.fromEntries(
    Object.entries<string>(descriptions).map(([word, text]) => [word, { description: text }]),
  );
  registerEnumType(values, { name, description, valuesMap });
  return values;
}
