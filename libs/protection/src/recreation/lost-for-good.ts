import type { DirectoryObject, ObjectType } from '#catalogue';

/** Something of an object that does not come back, or comes back otherwise, and what to do about it. */
export interface Loss {
  /** An attribute by Graph’s name, or what Graph keeps beside the attributes. */
  readonly what: string;
  readonly message: string;
}

const loss = (what: string, message: string): Loss => ({ what, message });

const NEW_ID = loss(
  'id',
  'The new object has another id. What the backup knows to name it is made to name the new one; what it does not know is not.',
);
const OWNERS = loss('owners', 'Owners are not part of a backup: add them by hand.');
const CREDENTIALS = loss(
  'credentials',
  'Secrets, certificates and federated credentials are never readable: make new ones and give them to whoever uses them.',
);

/**
 * What no backup can hold, by type: Graph does not show it, or makes it itself.
 * https://learn.microsoft.com/entra/architecture/recover-from-deletions
 */
const BY_TYPE: Partial<Record<ObjectType, readonly Loss[]>> = {
  user: [
    NEW_ID,
    loss(
      'password',
      'Nobody knows the password of the new account: it is random, and neither kept nor shown. Reset it, or issue a Temporary Access Pass, before the account is enabled.',
    ),
    loss(
      'authenticationMethods',
      'Multifactor and passwordless methods have to be registered again by the user.',
    ),
    loss('licences', 'Licences that were assigned to the user directly: assign them again.'),
    loss('directoryRoles', 'Directory roles: assign them again where they are still wanted.'),
    loss(
      'mailbox',
      'Mailbox, OneDrive and other content of the deleted account is not linked to the new one.',
    ),
    loss('manager', 'Manager, sponsors and direct reports are not part of a backup: set them by hand.'),
  ],
  group: [NEW_ID, OWNERS, loss('licences', 'Licences that were assigned to the group: assign them again.')],
  conditionalAccessPolicy: [NEW_ID],
  namedLocationPolicy: [NEW_ID],
  authenticationStrengthPolicy: [NEW_ID],
  application: [
    NEW_ID,
    loss(
      'appId',
      'The new application has another application (client) id: configure it wherever it is used.',
    ),
    CREDENTIALS,
    loss(
      'api',
      'Exposed scopes, app roles, redirect URIs of web and single-page applications and their settings are not part of a backup: set them by hand.',
    ),
    OWNERS,
  ],
  servicePrincipal: [
    NEW_ID,
    CREDENTIALS,
    loss(
      'policies',
      'Claims mapping, token policies, provisioning and application proxy settings are not part of a backup: set them by hand.',
    ),
    loss('userConsents', 'Consents of single users: they are asked again.'),
    OWNERS,
  ],
};

/** What is lost of an object beside its attributes. */
export function lostForGood({ type, attributes }: DirectoryObject): readonly Loss[] {
  const { groupTypes, isAssignableToRole } = attributes;
  const isMicrosoft365 = Array.isArray(groupTypes) && groupTypes.includes('Unified');
  return [
    ...(BY_TYPE[type] ?? []),
    ...(isMicrosoft365
      ? [loss('content', 'Mail, files, sites and teams of the deleted group are not linked to the new one.')]
      : []),
    ...(type === 'group' && isAssignableToRole === true
      ? [loss('directoryRoles', 'Directory roles of the group: assign them again.')]
      : []),
  ];
}
