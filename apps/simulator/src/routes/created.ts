import type { Exchange } from '../graph/exchange.js';
import { notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { oneObject } from '../query/listing.js';
import type { Kind } from '../tenant/kinds.js';

/** Answers a creation with the new object and its address. */
export function created(exchange: Exchange, kind: Kind, id: string): GraphResponse {
  const object = exchange.tenant.live(kind, id);
  if (!object) throw notFound(id);
  const type = ENTITY_TYPES[kind];
  return {
    ...oneObject(exchange, object, type),
    status: 201,
    headers: { Location: `${exchange.root}${exchange.request.path}/${id}` },
  };
}
