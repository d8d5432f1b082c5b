import type { Json } from '#catalogue';
import { ok, type Exchange } from '../graph/exchange.js';
import { notFound } from '../graph/graph-error.js';
import type { Router } from '../graph/router.js';

/** The tenant itself: https://learn.microsoft.com/graph/api/resources/organization */
export function addOrganizationRoutes(router: Router): void {
  router
    .add('GET', '/organization', (exchange) =>
      ok({ '@odata.context': `${exchange.root}/$metadata#organization`, value: [organization(exchange)] }),
    )
    .add('GET', '/organization/{id}', (exchange) => {
      if (exchange.parameter('id').toLowerCase() !== exchange.tenant.identity.id)
        throw notFound(exchange.parameter('id'));
      return ok({
        '@odata.context': `${exchange.root}/$metadata#organization/$entity`,
        ...organization(exchange),
      });
    });
}

function organization(exchange: Exchange): Record<string, Json> {
  const { id, displayName, verifiedDomains } = exchange.tenant.identity;
  const whole: Record<string, Json> = {
    id,
    deletedDateTime: null,
    businessPhones: [],
    countryLetterCode: 'US',
    createdDateTime: '2020-01-01T00:00:00Z',
    displayName,
    onPremisesSyncEnabled: true,
    preferredLanguage: 'en',
    tenantType: 'AAD',
    technicalNotificationMails: [],
    verifiedDomains: verifiedDomains.map((name, index) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: index === 0,
      isInitial: name.endsWith('.onmicrosoft.com'),
      name,
      type: 'Managed',
    })),
  };
  const { select } = exchange.query;
  return select ? Object.fromEntries(select.map((name) => [name, whole[name] ?? null])) : whole;
}
