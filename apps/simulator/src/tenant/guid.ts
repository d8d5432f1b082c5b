import { hash } from 'node:crypto';

/** A GUID that follows from its parts: the same parts give the same GUID, others another one. */
export function guidOf(...parts: readonly (string | number)[]): string {
  const hex = hash('sha1', parts.join('\n'), 'hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
