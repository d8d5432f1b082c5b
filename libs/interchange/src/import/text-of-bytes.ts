/**
 * Decodes UTF-8 and UTF-16 of either byte order, with or without a byte-order mark: PowerShell writes all of these.
 * `undefined` where the bytes are none of them.
 */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  const [first = 0, second = 0] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && bytes.length > 1);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
