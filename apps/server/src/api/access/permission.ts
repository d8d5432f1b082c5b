import { Inject, Injectable } from '@nestjs/common';
import { mayDo, type Operation } from '#access';
import { refusal, type Refusal } from '#protection';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { Caller } from './caller.js';
import { VisibleModels } from './visible-models.js';

/** Decides whether a caller's roles allow an operation in a tenant. */
@Injectable()
export class Permission {
  constructor(
    private readonly visible: VisibleModels,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'log'>,
  ) {}

  /** Why the caller may not do this in its own tenant; `undefined` where it may. A refusal is written to the log. */
  refusalFor(caller: Caller, operation: Operation): Refusal | undefined {
    const { principal } = caller;
    const settings = this.visible.tenant(caller, principal.tenantId)?.settings;
    const tenant = {
      id: principal.tenantId,
      readersMayCreateReports: settings?.readersMayCreateReports ?? false,
    };
    if (mayDo(principal, operation, tenant)) return undefined;
    const { from, correlationId } = caller;
    const { tenantId, objectId } = principal;
    this.parts.log.warn(
      { operation, tenantId, objectId, from, correlationId },
      'An operation was not permitted.',
    );
    return refusal('NotPermitted', `${NEEDED_ROLES[operation]} Ask an administrator of the tenant for it.`);
  }

  /** The same for a tenant that the caller has named: any but its own is unknown to it. */
  refusalIn(caller: Caller, operation: Operation, tenantId: string): Refusal | undefined {
    return this.visible.tenant(caller, tenantId)
      ? this.refusalFor(caller, operation)
      : refusal(
          'TenantNotFound',
          'There is no such tenant for you. Check the tenant id and where you signed in.',
        );
  }
}

const ADMINISTRATOR = 'This needs the role Backup Administrator or Global Administrator.';
const FOR_ALL_TYPES =
  'This needs the role Backup Administrator or Global Administrator, for all object types.';

const NEEDED_ROLES: Readonly<Record<Operation, string>> = {
  read: 'This needs the role Backup Reader, Backup Administrator or Global Administrator.',
  createDifferenceReport: ADMINISTRATOR,
  takeBackup: ADMINISTRATOR,
  importBackup: FOR_ALL_TYPES,
  startRecovery: ADMINISTRATOR,
  approvePlan:
    'This needs the app role Backup.Approve, or the role Backup Administrator or Global Administrator.',
  cancelJob: ADMINISTRATOR,
  changeSettings: FOR_ALL_TYPES,
};
