import { isObjectType } from '#catalogue';
import { isRefusal, parseScope, type Scope } from '#protection';
import type { ScopeInput } from '../../api/scope/scope.input.js';
import { badRequest, refusedByGraph } from '../graph-error.js';
import type { ShowMember } from './evolvable.js';

const CRITERIA = 'filteringCriteria';
const NAMESPACE = '#microsoft.graph.entraRecoveryServices.';
const BY_NAMES = `${NAMESPACE}recoveryJobEntityNamesFilter`;
const BY_IDS = `${NAMESPACE}recoveryJobEntityNameAndIdsFilter`;

/** Links that Graph counts as types of their own: they are scoped together with their service principal. */
const WITH_SERVICE_PRINCIPAL: ReadonlySet<string> = new Set(['oAuth2PermissionGrant', 'appRoleAssignment']);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the body of a request for a job: everything where there is none, or one without `filteringCriteria`. Throws a
 * GraphError where it cannot be read, or holds anything else: a recovery of everything must not follow from a typing error.
 */
export function scopeFrom(body: unknown): ScopeInput {
  if (body !== undefined && !isFields(body)) throw badRequest('The body must be an object.');
  const unknown = Object.keys(body ?? {}).find((name) => name !== CRITERIA && !name.startsWith('@odata.'));
  if (unknown !== undefined) throw badRequest(`The property '${unknown}' does not exist here.`);
  const criteria = body?.[CRITERIA];
  if (criteria === undefined || criteria === null) return { allObjects: true };
  if (!isFields(criteria)) throw badRequest('filteringCriteria must be an object.');
  const scope = scopeRequest(criteria);
  const judged = parseScope(scope);
  if (isRefusal(judged)) throw refusedByGraph(judged);
  return scope;
}

function scopeRequest(criteria: Fields): ScopeInput {
  const kind = criteria['@odata.type'];
  if (kind === BY_NAMES) return { objectTypes: typesFrom(strings(criteria['entityTypes'], 'entityTypes')) };
  if (kind === BY_IDS) return { objectIds: idsFrom(criteria['filterValues']) };
  throw badRequest(`filteringCriteria needs an @odata.type: ${BY_NAMES} or ${BY_IDS}.`);
}

function typesFrom(names: readonly string[]): string[] {
  const withOwner = names.includes('servicePrincipal');
  const types = names.filter((name) => !(withOwner && WITH_SERVICE_PRINCIPAL.has(name)));
  const [lonely] = types.filter((name) => WITH_SERVICE_PRINCIPAL.has(name));
  if (lonely !== undefined)
    throw badRequest(
      `${lonely} is scoped together with its service principal. Name servicePrincipal as well.`,
    );
  checkTypes(types);
  return types;
}

function idsFrom(values: unknown): string[] {
  if (!Array.isArray(values)) throw badRequest('filterValues must be a list.');
  return values.flatMap((value: unknown) => {
    if (!isFields(value) || typeof value['entityType'] !== 'string')
      throw badRequest('Each of filterValues needs an entityType and entityIds.');
    checkTypes([value['entityType']]);
    return strings(value['entityIds'], 'entityIds');
  });
}

function checkTypes(names: readonly string[]): void {
  if (!names.every(isObjectType))
    throw badRequest('An entity type is not supported. See the members of the entityType enumeration.');
}

function strings(value: unknown, name: string): string[] {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw badRequest(`${name} must be a list of strings.`);
}

/**
 * A job's scope as Graph shows it; null where it is everything. The types of single objects are not kept with a job,
 * so they are shown as `unknownFutureValue`.
 */
export function filteringCriteria(scope: Scope, show: ShowMember): Fields | null {
  switch (scope.kind) {
    case 'allObjects':
      return null;
    case 'objectTypes':
      return { '@odata.type': BY_NAMES, entityTypes: scope.objectTypes.map(show) };
    case 'objectIds':
      return {
        '@odata.type': BY_IDS,
        filterValues: [{ entityType: 'unknownFutureValue', entityIds: scope.objectIds }],
      };
    default:
      return scope satisfies never;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
