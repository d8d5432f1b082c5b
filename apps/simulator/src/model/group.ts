import type { EntityType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { any, boolean, list, oneOf, text, time, type Shape } from './shape.js';

const nickname: Shape = { is: 'text', max: 64, pattern: /^[!-~]+$/ };

/** https://learn.microsoft.com/graph/api/group-update */
export const GROUP: EntityType = {
  kind: 'group',
  label: 'Group',
  set: 'groups',
  open: false,
  properties: [
    readOnlyProperty('id', text()),
    readOnlyProperty('deletedDateTime', time),
    property('classification', text()),
    readOnlyProperty('createdDateTime', time),
    property('description', text(1024)),
    property('displayName', text(256), { clearable: false }),
    readOnlyProperty('expirationDateTime', time),
    property('groupTypes', list(oneOf('Unified', 'DynamicMembership'))),
    property('isAssignableToRole', boolean, { writable: 'create' }),
    readOnlyProperty('mail', text()),
    property('mailEnabled', boolean, { writable: 'create', clearable: false }),
    property('mailNickname', nickname, { clearable: false }),
    property('membershipRule', text(3072)),
    property('membershipRuleProcessingState', oneOf('On', 'Paused')),
    readOnlyProperty('onPremisesDomainName', text()),
    readOnlyProperty('onPremisesLastSyncDateTime', time),
    readOnlyProperty('onPremisesNetBiosName', text()),
    readOnlyProperty('onPremisesSamAccountName', text()),
    readOnlyProperty('onPremisesSecurityIdentifier', text()),
    readOnlyProperty('onPremisesSyncEnabled', boolean),
    property('preferredDataLocation', text()),
    property('preferredLanguage', text()),
    readOnlyProperty('proxyAddresses', list(text())),
    readOnlyProperty('renewedDateTime', time),
    property('resourceBehaviorOptions', list(text()), { writable: 'create' }),
    property('resourceProvisioningOptions', list(text()), { writable: 'create' }),
    property('securityEnabled', boolean, { clearable: false }),
    readOnlyProperty('securityIdentifier', text()),
    property('theme', oneOf('Teal', 'Purple', 'Green', 'Blue', 'Pink', 'Orange', 'Red'), {
      writable: 'beta',
    }),
    property('uniqueName', text(128), { writable: 'create' }),
    property('visibility', oneOf('Private', 'Public', 'HiddenMembership')),
    readOnlyProperty('assignedLicenses', list(any), { selectOnly: true }),
  ],
};
