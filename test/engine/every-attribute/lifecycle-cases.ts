import { CATALOGUE, OBJECT_TYPES, type DirectoryObject, type Json, type ObjectType } from '#catalogue';
import { isOrdinary } from './cases.js';
import type { Scenario } from './scenario.js';

/** One object that an intruder has made or soft-deleted. */
export interface LifecycleCase {
  readonly type: ObjectType;
  readonly id: string;
  readonly kind: 'created' | 'softDeleted';
}

/** Makes and soft-deletes one object of each type that can be, by Graph alone. */
export async function lifecycleCases(
  scenario: Scenario,
  spared: ReadonlySet<string>,
): Promise<readonly LifecycleCase[]> {
  const { intruder, before } = scenario;
  const domain = await intruder.verifiedDomain();
  const application = await intruder.call('POST', '/v1.0/applications', { displayName: 'Stranger' });
  const cases: LifecycleCase[] = [made('application', application['id'])];
  for (const type of OBJECT_TYPES.filter((each) => CATALOGUE[each].deletedPath !== undefined)) {
    const { path } = CATALOGUE[type];
    if (type !== 'application') {
      const body = bodyOf(type, domain, application['appId'] ?? null);
      cases.push(made(type, (await intruder.call('POST', `/v1.0${path}`, body))['id']));
    }
    const gone = [...before.values()].find(
      (object) =>
        object.type === type && isOrdinary(object) && !spared.has(object.id) && isAlone(object, scenario),
    );
    if (!gone) throw new Error(`The simulated tenant has no ${type} that stands alone.`);
    await intruder.call('DELETE', `/v1.0${path}/${gone.id}`);
    cases.push({ type, id: gone.id, kind: 'softDeleted' });
  }
  return cases;
}

function made(type: ObjectType, id: Json | undefined): LifecycleCase {
  if (typeof id !== 'string') throw new Error(`The new ${type} has no id.`);
  return { type, id, kind: 'created' };
}

/** Deleting an application takes its principal along; a location that a policy names cannot be deleted. */
function isAlone({ type, id, attributes }: DirectoryObject, { before }: Scenario): boolean {
  const others = [...before.values()];
  if (type === 'application')
    return !others.some(
      (other) => other.type === 'servicePrincipal' && other.attributes['appId'] === attributes['appId'],
    );
  return type !== 'namedLocationPolicy' || !others.some((other) => names(other, id));
}

const names = ({ type, attributes }: DirectoryObject, id: string): boolean =>
  type === 'conditionalAccessPolicy' && JSON.stringify(attributes).includes(id);

function bodyOf(type: ObjectType, domain: string, appId: Json): Json {
  switch (type) {
    case 'user':
      return {
        accountEnabled: true,
        displayName: 'Stranger',
        mailNickname: 'stranger',
        userPrincipalName: `stranger@${domain}`,
        passwordProfile: { password: 'not kept 1A!' },
      };
    case 'group':
      return {
        displayName: 'Strangers',
        mailEnabled: false,
        mailNickname: 'strangers',
        securityEnabled: true,
        groupTypes: [],
      };
    case 'servicePrincipal':
      return { appId };
    case 'namedLocationPolicy':
      return {
        '@odata.type': '#microsoft.graph.countryNamedLocation',
        displayName: 'Strange lands',
        countriesAndRegions: ['KP'],
        includeUnknownCountriesAndRegions: true,
      };
    default:
      return {
        displayName: 'Strange policy',
        state: 'disabled',
        conditions: {
          users: { includeUsers: ['All'] },
          applications: { includeApplications: ['All'] },
          clientAppTypes: ['all'],
        },
        grantControls: { operator: 'OR', builtInControls: ['block'] },
      };
  }
}
