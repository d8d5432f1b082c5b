import { CATALOGUE, OBJECT_TYPES } from '#catalogue';

/** Stands for whatever is no word of an API: an id, a name, a key. */
const ANYTHING = '{}';

/** Words of paths that the catalogue does not have: Microsoft Graph's, and those of our own REST face. */
const FURTHER_WORDS = [
  ...['v1.0', 'beta', 'delta', 'restore', '$ref', '$batch', 'directory', 'deletedItems', 'directoryObjects'],
  ...['auditLogs', 'directoryAudits', 'roleManagement', 'roleAssignments', 'oauth2PermissionGrants'],
  ...['appRoleAssignedTo', 'graphql', 'recovery', 'snapshots', 'jobs', 'recoveryPreviewJobs', 'recoveryJobs'],
  ...['recoveryPreviewJob', 'recoveryJob', 'getChanges', 'getFailedChanges', 'cancel'],
];

const WORDS: ReadonlySet<string> = new Set([...FURTHER_WORDS, ...wordsOfTheCatalogue()]);

/**
 * A path with `{}` for every segment that is no known word, and without its query: what it is about stays out, also where
 * the one who asked made it up. `/v1.0/groups/6f1d…/members/$ref?x` is `/v1.0/groups/{}/members/$ref`.
 */
export function pathTemplate(path: string): string {
  const [plain = ''] = path.split(/[?#]/);
  return plain
    .split('/')
    .map((segment) => (segment === '' || WORDS.has(segment) ? segment : ANYTHING))
    .join('/');
}

function wordsOfTheCatalogue(): readonly string[] {
  return OBJECT_TYPES.flatMap((type) => {
    const { path, deletedPath = '', links, attributes } = CATALOGUE[type];
    const own = attributes.flatMap(({ read }) => (read.by === 'ownResource' ? [read.path] : []));
    return [path, deletedPath, ...own]
      .flatMap((each) => each.split('/'))
      .concat(links.map(({ name }) => name));
  }).filter((word) => word !== '');
}
