import type { JsonObject } from '#catalogue';
import { GENERATED_TIME, type GrowingTenant } from '../generate/growing-tenant.js';
import { isGuid } from '../model/shape.js';
import { guidOf } from '../tenant/guid.js';
import type { Kind } from '../tenant/kinds.js';

/**
 * Makes objects that an export refers to but does not hold, so that every reference leads somewhere. What is
 * named only by a placeholder or a name gets an id that follows from the tenant's seed.
 */
export class StandIns {
  constructor(
    private readonly growing: GrowingTenant,
    private readonly onCreated: (kind: Kind) => void,
  ) {}

  /** The id that stands for a reference: the reference itself where it is a GUID. */
  idOf(kind: Kind, reference: string): string {
    return isGuid(reference)
      ? reference.toLowerCase()
      : guidOf('imported', this.growing.tenant.identity.seed, kind, nameOf(reference));
  }

  /** The id of the object of this kind that the reference names; it is made where there is none. */
  ensure(kind: Kind, reference: string, name?: string): string {
    const id = this.idOf(kind, reference);
    if (!this.growing.tenant.collection(kind).get(id)) {
      this.growing.create(kind, id, this.entityOf(kind, id, name ?? defaultName(kind, reference)));
      this.onCreated(kind);
    }
    return id;
  }

  /** Makes a service principal for an application that a policy names by its app id. */
  ensureApplication(appId: string): void {
    const { tenant } = this.growing;
    if (tenant.unique.holder('servicePrincipal', { property: 'appId', value: appId }) !== undefined) return;
    const id = guidOf('imported', tenant.identity.seed, 'servicePrincipal', appId);
    const entity = this.entityOf('servicePrincipal', id, defaultName('servicePrincipal', appId));
    this.growing.create('servicePrincipal', id, { ...entity, appId, servicePrincipalNames: [appId] });
    this.onCreated('servicePrincipal');
  }

  private entityOf(kind: Kind, id: string, displayName: string): JsonObject {
    const alias = `imported-${id.slice(0, 8)}`;
    const base = { displayName, createdDateTime: GENERATED_TIME };
    switch (kind) {
      case 'user':
        return {
          ...base,
          accountEnabled: true,
          mailNickname: alias,
          userPrincipalName: `${alias}@${this.growing.domain}`,
          userType: 'Member',
        };
      case 'group':
        return { ...base, groupTypes: [], mailEnabled: false, mailNickname: alias, securityEnabled: true };
      case 'servicePrincipal':
        return {
          ...base,
          accountEnabled: true,
          appId: id,
          appDisplayName: displayName,
          servicePrincipalNames: [id],
          servicePrincipalType: 'Application',
        };
      case 'namedLocation':
        return {
          ...base,
          '@odata.type': '#microsoft.graph.ipNamedLocation',
          isTrusted: false,
          ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' }],
          modifiedDateTime: GENERATED_TIME,
        };
      case 'authenticationStrengthPolicy':
        return {
          ...base,
          policyType: 'custom',
          requirementsSatisfied: 'mfa',
          allowedCombinations: ['fido2'],
          combinationConfigurations: [],
          modifiedDateTime: GENERATED_TIME,
        };
      default:
        return { displayName };
    }
  }
}

/** The name in a placeholder: `<AdministratorGroup>` stands for AdministratorGroup. */
function nameOf(reference: string): string {
  return reference.replace(/^<(.+)>$/, '$1');
}

function defaultName(kind: Kind, reference: string): string {
  return isGuid(reference) ? `Imported ${kind} ${reference.slice(0, 8)}` : nameOf(reference);
}
