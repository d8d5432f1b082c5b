import { isIPv4, isIPv6 } from 'node:net';
import { isJsonObject, type Json } from '#catalogue';
import { textOf } from './json-text.js';

/** What is wrong with one element of `ipRanges`; `undefined` where it is right. Masks must be longer than /8. */
export function rangeProblem(range: Json): string | undefined {
  if (!isJsonObject(range)) return 'An IP range must be an object.';
  const { cidrAddress, lowerAddress, upperAddress } = range;
  switch (range['@odata.type']) {
    case '#microsoft.graph.iPv4CidrRange':
      return isCidr(cidrAddress, isIPv4, 32)
        ? undefined
        : `'${textOf(cidrAddress)}' is not an IPv4 range with a mask longer than /8.`;
    case '#microsoft.graph.iPv6CidrRange':
      return isCidr(cidrAddress, isIPv6, 128)
        ? undefined
        : `'${textOf(cidrAddress)}' is not an IPv6 range with a mask longer than /8.`;
    case '#microsoft.graph.iPv4Range':
      return isPair(lowerAddress, upperAddress, isIPv4)
        ? undefined
        : 'An IPv4 range needs a lower and an upper address.';
    case '#microsoft.graph.iPv6Range':
      return isPair(lowerAddress, upperAddress, isIPv6)
        ? undefined
        : 'An IPv6 range needs a lower and an upper address.';
    default:
      return 'An IP range needs its @odata.type, such as #microsoft.graph.iPv4CidrRange.';
  }
}

function isCidr(value: Json | undefined, isAddress: (text: string) => boolean, bits: number): boolean {
  if (typeof value !== 'string') return false;
  const [address = '', mask = '', ...rest] = value.split('/');
  const length = /^\d{1,3}$/.test(mask) ? Number(mask) : -1;
  return rest.length === 0 && isAddress(address) && length > 8 && length <= bits;
}

function isPair(
  lower: Json | undefined,
  upper: Json | undefined,
  isAddress: (text: string) => boolean,
): boolean {
  return typeof lower === 'string' && typeof upper === 'string' && isAddress(lower) && isAddress(upper);
}
