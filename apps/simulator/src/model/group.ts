import { CATALOGUE } from '#catalogue';
import { cataloguedType } from './entity-type.js';
import { property, readOnlyProperty } from './property-rule.js';
import { any, list, oneOf, text, time } from './shape.js';

/** https://learn.microsoft.com/graph/api/group-update */
export const GROUP = cataloguedType({
  kind: 'group',
  label: 'Group',
  set: 'groups',
  open: false,
  attributes: CATALOGUE.group.attributes,
  own: [
    readOnlyProperty('id', text()),
    readOnlyProperty('deletedDateTime', time),
    readOnlyProperty('createdDateTime', time),
    readOnlyProperty('expirationDateTime', time),
    property('membershipRuleProcessingState', oneOf('On', 'Paused')),
    readOnlyProperty('onPremisesDomainName', text()),
    readOnlyProperty('onPremisesLastSyncDateTime', time),
    readOnlyProperty('onPremisesNetBiosName', text()),
    readOnlyProperty('onPremisesSamAccountName', text()),
    readOnlyProperty('onPremisesSecurityIdentifier', text()),
    readOnlyProperty('proxyAddresses', list(text())),
    readOnlyProperty('renewedDateTime', time),
    property('resourceBehaviorOptions', list(text()), { writable: 'create' }),
    property('resourceProvisioningOptions', list(text()), { writable: 'create' }),
    readOnlyProperty('securityIdentifier', text()),
    property('uniqueName', text(128), { writable: 'create' }),
    readOnlyProperty('assignedLicenses', list(any), { selectOnly: true }),
  ],
});
