import type { Kind } from '../tenant/kinds.js';
import { APPLICATION } from './application.js';
import { AUTHENTICATION_METHODS_POLICY } from './authentication-methods-policy.js';
import { AUTHORIZATION_POLICY } from './authorization-policy.js';
import { CONDITIONAL_ACCESS_POLICY } from './conditional-access-policy.js';
import type { EntityType } from './entity-type.js';
import { GROUP } from './group.js';
import {
  AGREEMENT,
  APP_ROLE_ASSIGNMENT,
  AUTHENTICATION_STRENGTH,
  NAMED_LOCATION,
  PERMISSION_GRANT,
  ROLE_ASSIGNMENT,
  ROLE_DEFINITION,
} from './policies.js';
import { SERVICE_PRINCIPAL } from './service-principal.js';
import { USER } from './user.js';

/** The entity type of each kind. */
export const ENTITY_TYPES: Readonly<Record<Kind, EntityType>> = {
  user: USER,
  group: GROUP,
  application: APPLICATION,
  servicePrincipal: SERVICE_PRINCIPAL,
  conditionalAccessPolicy: CONDITIONAL_ACCESS_POLICY,
  namedLocation: NAMED_LOCATION,
  authenticationStrengthPolicy: AUTHENTICATION_STRENGTH,
  oAuth2PermissionGrant: PERMISSION_GRANT,
  appRoleAssignment: APP_ROLE_ASSIGNMENT,
  agreement: AGREEMENT,
  unifiedRoleAssignment: ROLE_ASSIGNMENT,
  unifiedRoleDefinition: ROLE_DEFINITION,
  authorizationPolicy: AUTHORIZATION_POLICY,
  authenticationMethodsPolicy: AUTHENTICATION_METHODS_POLICY,
};
