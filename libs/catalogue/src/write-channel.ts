import { attributeEntry } from './catalogue.js';
import type { ObjectType } from './object-types.js';

/**
 * Names the request that an attribute is written by: attributes of one channel travel together and are taken or
 * refused together; those of different channels are not.
 */
export function writeChannel(type: ObjectType, name: string): string {
  const write = attributeEntry(type, name)?.write;
  return write === undefined || write.by === 'patch' ? 'patch' : `${write.by} ${name}`;
}
