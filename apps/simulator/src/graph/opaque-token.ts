import { hash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '#catalogue';

/** Packs what a link must remember into text that clients cannot read anything into. */
export function encodeToken(payload: JsonObject): string {
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${checksum(text)}${text}`;
}

/** What {@link encodeToken} packed; `undefined` for any other text. */
export function decodeToken(token: string): JsonObject | undefined {
  const text = token.slice(8);
  if (text === '' || checksum(text) !== token.slice(0, 8)) return undefined;
  const payload: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
  return isJsonObject(payload as JsonObject) ? (payload as JsonObject) : undefined;
}

const checksum = (text: string): string => hash('sha256', text, 'hex').slice(0, 8);
