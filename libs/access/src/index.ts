export { mayDo, typesFor, type Operation, type TenantAccess } from './may-do.js';
export type { Principal, Role } from './principal.js';
export type { RightsRule } from './rights.js';
export { DEFAULT_ROLE_MAPPING, type RoleMapping } from './role-mapping.js';
export { isTokenRefusal, type TokenRefusal, type TokenRefusalCode } from './token-refusal.js';
export { openTokenValidator, type TokenValidator, type TokenValidatorOptions } from './token-validator.js';
