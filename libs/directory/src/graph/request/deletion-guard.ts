import { CATALOGUE } from '#catalogue';
import type { GraphRequest } from './graph-request.js';

const ID = '[A-Za-z0-9_-]+(?:%3D){0,2}';

/** The only things that are ever deleted: objects whose deletion can be taken back, links, and parts of objects. */
const DELETABLE = Object.values(CATALOGUE).flatMap((entry) => {
  const object = entry.deletedPath === undefined ? [] : [`${entry.path}/${ID}`];
  const links = entry.links.map((link) => {
    if (link.entity === 'oAuth2PermissionGrant') return `/${link.name}/${ID}`;
    return `${entry.path}/${ID}/${link.name}/${ID}${link.entity === undefined ? '/\\$ref' : ''}`;
  });
  const collections = entry.attributes.flatMap(({ write }) =>
    write.by === 'collection' ? [`${entry.path}/${ID}/${write.path}/${ID}`] : [],
  );
  return [...object, ...links, ...collections].map((pattern) => new RegExp(`^/v1\\.0${pattern}$`));
});

/**
 * The last line against deleting for good, drawn where requests leave: throws on a DELETE whose path is not on
 * the list of what may be deleted. Such a request is a mistake in the program.
 */
export function guardDeletion({ method, path }: GraphRequest): void {
  if (method === 'DELETE' && !DELETABLE.some((pattern) => pattern.test(path)))
    throw new Error('A request that would delete for good was about to be sent.');
}
