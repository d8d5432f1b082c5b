import type { DirectoryObject, Json, ObjectType } from '#catalogue';
import { isSynced } from '../change/recoverability.js';

/** Why an object cannot be made again through Graph, and what to do instead. */
export interface Obstacle {
  readonly code:
    | 'notCreatable'
    | 'onPremisesSynced'
    | 'deletedInBackup'
    | 'madeByExchange'
    | 'madeByMicrosoft'
    | 'guest'
    | 'notWholeInBackup';
  readonly message: string;
}

const obstacle = (code: Obstacle['code'], message: string): Obstacle => ({ code, message });

/** The attributes that Graph asks for when an object is made. */
const REQUIRED: Partial<Record<ObjectType, readonly string[]>> = {
  user: ['displayName', 'userPrincipalName', 'mailNickname'],
  group: ['displayName', 'mailNickname', 'mailEnabled', 'securityEnabled'],
  conditionalAccessPolicy: ['displayName', 'state', 'conditions'],
  namedLocationPolicy: ['@odata.type', 'displayName'],
  authenticationStrengthPolicy: ['displayName', 'allowedCombinations'],
  application: ['displayName'],
  servicePrincipal: ['appId'],
};

/** Why this object, as the backup holds it, cannot be made again; `undefined` where it can. */
export function obstacleOf(object: DirectoryObject): Obstacle | undefined {
  const required = REQUIRED[object.type];
  if (required === undefined)
    return obstacle('notCreatable', 'A tenant has one such object, which Microsoft Graph does not make.');
  if (object.lifecycle === 'softDeleted')
    return obstacle('deletedInBackup', 'It was deleted already when the backup was taken.');
  if (isSynced(object))
    return obstacle(
      'onPremisesSynced',
      'It is mastered on-premises: bring it back there, and let it be synced.',
    );
  const missing = required.filter((name) => isMissing(object.attributes[name]));
  return (
    OF_KIND[object.type]?.(object.attributes) ??
    (missing.length > 0
      ? obstacle('notWholeInBackup', `The backup lacks what a new one needs: ${missing.join(', ')}.`)
      : undefined)
  );
}

const isMissing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const OF_KIND: Partial<
  Record<ObjectType, (attributes: Readonly<Record<string, Json>>) => Obstacle | undefined>
> = {
  user: ({ userType, userPrincipalName }) =>
    userType === 'Guest' || (typeof userPrincipalName === 'string' && userPrincipalName.includes('#EXT#'))
      ? obstacle('guest', 'A guest comes back by a new invitation: invite the same address again.')
      : undefined,
  group: ({ mailEnabled, groupTypes }) =>
    mailEnabled === true && !(Array.isArray(groupTypes) && groupTypes.includes('Unified'))
      ? obstacle(
          'madeByExchange',
          'Distribution lists and mail-enabled security groups are made in Exchange only.',
        )
      : undefined,
  authenticationStrengthPolicy: ({ policyType }) =>
    policyType === 'builtIn'
      ? obstacle('madeByMicrosoft', 'Built-in authentication strengths are Microsoft’s own.')
      : undefined,
  servicePrincipal: ({ servicePrincipalType }) =>
    servicePrincipalType === 'Application' ||
    servicePrincipalType === null ||
    servicePrincipalType === undefined
      ? undefined
      : obstacle(
          'madeByMicrosoft',
          'Service principals of this kind (a managed identity, a legacy application) come with what they belong to: make that again.',
        ),
};
