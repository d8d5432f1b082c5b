import { CATALOGUE } from '#catalogue';
import type { GraphClient } from './graph-request.js';

const ID = '[A-Za-z0-9][A-Za-z0-9_=-]*';

/** The only things that are ever deleted: objects whose deletion can be taken back, and links. */
const DELETABLE = Object.values(CATALOGUE).flatMap((entry) => {
  const path = entry.path.replaceAll('/', '\\/');
  const object = entry.deletedPath === undefined ? [] : [`${path}\\/${ID}`];
  const links = entry.links.map((link) => {
    if (link.entity === 'oAuth2PermissionGrant') return `\\/${link.name}\\/${ID}`;
    return `${path}\\/${ID}\\/${link.name}\\/${ID}${link.entity === undefined ? '\\/\\$ref' : ''}`;
  });
  return [...object, ...links].map((pattern) => new RegExp(`^\\/v1\\.0${pattern}$`));
});

/**
 * The last line against deleting for good: lets no DELETE through whose path is not on the list of what may be
 * deleted. Such a request is a mistake in the program, so it throws.
 */
export function withDeletionGuard(client: GraphClient): GraphClient {
  return {
    async send(request, signal) {
      if (request.method === 'DELETE' && !DELETABLE.some((pattern) => pattern.test(request.path)))
        throw new Error('A request that would delete for good was about to be sent.');
      return client.send(request, signal);
    },
  };
}
