import type { Router } from '../graph/router.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { listPage, oneObject } from '../query/listing.js';
import { found, liveListing } from './found.js';

/** What policies and permissions refer to, and this tenant only shows: terms of use, directory roles and who holds them. */
export function addReadOnlyRoutes(router: Router): void {
  for (const kind of ['agreement', 'unifiedRoleAssignment', 'unifiedRoleDefinition'] as const) {
    const path = `/${ENTITY_TYPES[kind].set}`;
    router
      .add('GET', path, (exchange) =>
        listPage(exchange, { ...liveListing(exchange.tenant, kind), outsideDirectory: true }),
      )
      .add('GET', `${path}/{id}`, (exchange) =>
        oneObject(exchange, found(exchange, kind), ENTITY_TYPES[kind]),
      );
  }
}
