import type { DirectoryObject } from '#catalogue';
import { directoryContract } from '../../libs/directory/src/directory.contract.js';
import { synced } from '../../libs/directory/src/head.contract.js';
import { objectsIn, openSimulatedTenant } from './simulated-tenant.js';

const refOf = (object: DirectoryObject | undefined, what: string) => {
  if (object === undefined) throw new Error(`The simulated tenant has no ${what}.`);
  return { type: object.type, id: object.id };
};

directoryContract('Microsoft Graph, simulated', async () => {
  const { simulator, directory } = await openSimulatedTenant();
  const { head } = await synced(directory);
  const group = refOf(
    objectsIn(head, 'group').find(
      ({ lifecycle, attributes }) =>
        lifecycle === 'live' &&
        attributes['mailEnabled'] === false &&
        attributes['membershipRule'] === null &&
        attributes['isAssignableToRole'] !== true &&
        attributes['onPremisesSyncEnabled'] !== true,
    ),
    'cloud security group',
  );
  const outside = ({ id }: DirectoryObject) => !head.entries.has(`group/${group.id}/members/${id}`);
  const [user, newcomer] = objectsIn(head, 'user').filter(
    (object) =>
      object.lifecycle === 'live' && object.attributes['onPremisesSyncEnabled'] !== true && outside(object),
  );
  const application = objectsIn(head, 'servicePrincipal').find(outside);
  return {
    directory,
    user: refOf(user, 'user'),
    group,
    newMembers: [refOf(newcomer, 'second user'), refOf(application, 'service principal')],
    undeletable: refOf(objectsIn(head, 'authenticationStrengthPolicy')[0], 'authentication strength'),
    close: () => simulator.close(),
  };
});
