import { Inject, Injectable } from '@nestjs/common';
import type {
  AuditEntryView,
  AuditFilter,
  BackupView,
  DifferenceReportView,
  Page,
  PageRequest,
  RecoveryView,
  TenantModels,
  TenantView,
} from '#projections';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { Caller } from './caller.js';

/**
 * The read models as one caller may see them: what belongs to another tenant is answered exactly like what
 * does not exist. Every id that a caller sends is looked up here and nowhere else. Where `models` of the past are
 * given, the answer is from there.
 */
@Injectable()
export class VisibleModels {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'models' | 'log'>) {}

  tenant({ principal }: Caller, id: string): TenantView | undefined {
    return sameId(id, principal.tenantId) ? this.parts.models.tenant(principal.tenantId) : undefined;
  }

  /** The caller's own tenant, for what is known to be in it. */
  ownTenant({ principal }: Caller, models: TenantModels = this.parts.models): TenantView {
    const view = models.tenant(principal.tenantId);
    if (view === undefined) throw new Error(`The read models do not know tenant ${principal.tenantId}.`);
    return view;
  }

  tenants({ principal }: Caller, page: PageRequest): Page<TenantView> {
    return this.parts.models.tenants([principal.tenantId], page);
  }

  backup(caller: Caller, id: string, models: TenantModels = this.parts.models): BackupView | undefined {
    return this.ownOf(caller, models.backup(id.toLowerCase()));
  }

  differenceReport(
    caller: Caller,
    id: string,
    models: TenantModels = this.parts.models,
  ): DifferenceReportView | undefined {
    return this.ownOf(caller, models.differenceReport(id.toLowerCase()));
  }

  recovery(caller: Caller, id: string, models: TenantModels = this.parts.models): RecoveryView | undefined {
    return this.ownOf(caller, models.recovery(id.toLowerCase()));
  }

  job(
    caller: Caller,
    id: string,
    models: TenantModels = this.parts.models,
  ): DifferenceReportView | RecoveryView | undefined {
    return this.differenceReport(caller, id, models) ?? this.recovery(caller, id, models);
  }

  /** Nothing but an empty page for a tenant that is not the caller's. */
  auditLog(caller: Caller, tenantId: string, filter: AuditFilter, page: PageRequest): Page<AuditEntryView> {
    const tenant = this.tenant(caller, tenantId);
    return tenant
      ? this.parts.models.auditLog(tenant.id, filter, page)
      : { rows: [], hasNextPage: false, totalCount: 0 };
  }

  /** The view where it is of the caller's tenant. Asking for another's is written to the log. */
  private ownOf<View extends { readonly id: string; readonly tenantId: string }>(
    { principal, from, correlationId }: Caller,
    view: View | undefined,
  ): View | undefined {
    if (view === undefined || sameId(view.tenantId, principal.tenantId)) return view;
    const { tenantId, objectId } = principal;
    this.parts.log.warn(
      { tenantId, objectId, id: view.id, from, correlationId },
      'An id of another tenant was asked for.',
    );
    return undefined;
  }
}

const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
