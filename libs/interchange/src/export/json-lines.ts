import type { Json } from '#catalogue';

/** One JSON value on a line of its own. */
export function line(value: Json): string {
  return `${JSON.stringify(value)}\n`;
}
