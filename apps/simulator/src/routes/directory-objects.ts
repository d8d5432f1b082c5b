import { type Json } from '#catalogue';
import { ok, type Exchange } from '../graph/exchange.js';
import { badRequest, notFound } from '../graph/graph-error.js';
import type { GraphResponse } from '../graph/message.js';
import type { Router } from '../graph/router.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { oneObject, viewOf } from '../query/listing.js';
import { contextSelection, present } from '../query/presentation.js';

const IDS_AT_MOST = 1000;

/** Directory objects whatever their type: https://learn.microsoft.com/graph/api/directoryobject-getbyids */
export function addDirectoryObjectRoutes(router: Router): void {
  router
    .add('POST', '/directoryObjects/getByIds', getByIds)
    .add('POST', '/directoryObjects/microsoft.graph.getByIds', getByIds)
    .add('GET', '/directoryObjects/{id}', (exchange) => {
      const object = exchange.tenant.directoryObject(exchange.parameter('id').toLowerCase());
      if (!object) throw notFound(exchange.parameter('id'));
      return oneObject(exchange, object, ENTITY_TYPES[object.kind], true);
    });
}

function getByIds(exchange: Exchange): GraphResponse {
  const ids = texts(exchange.body['ids'], 'ids');
  const types = exchange.body['types'] === undefined ? [] : texts(exchange.body['types'], 'types');
  if (ids.length === 0 || ids.length > IDS_AT_MOST)
    throw badRequest(`The number of ids must be between 1 and ${IDS_AT_MOST}.`);
  const wanted = new Set(types.map((type) => type.toLowerCase()));
  const everything = wanted.size === 0 || wanted.has('directoryobject');
  const view = viewOf(exchange, true);
  const value = [...new Set(ids.map((id) => id.toLowerCase()))].flatMap((id): Json[] => {
    const object = exchange.tenant.directoryObject(id);
    return object && (everything || wanted.has(object.kind.toLowerCase())) ? [present(object, view)] : [];
  });
  return ok({
    '@odata.context': `${exchange.root}/$metadata#directoryObjects${contextSelection(exchange.query.select)}`,
    value,
  });
}

function texts(value: Json | undefined, name: string): readonly string[] {
  if (!Array.isArray(value) || !(value as readonly Json[]).every((item) => typeof item === 'string'))
    throw badRequest(`Invalid value specified for parameter '${name}'.`);
  return value as readonly string[];
}
