import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TenantSettings } from '#protection';
import { VisibleModels } from '../access/visible-models.js';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { ChangeSettingsInput } from './change-settings.input.js';

export class ChangeSettings extends Command<RequestOutcome> {
  constructor(
    readonly caller: Caller,
    readonly input: ChangeSettingsInput,
  ) {
    super();
  }
}

@CommandHandler(ChangeSettings)
export class ChangeSettingsHandler implements ICommandHandler<ChangeSettings> {
  constructor(
    private readonly permission: Permission,
    private readonly visible: VisibleModels,
    @Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'jobRequests'>,
  ) {}

  async execute({ caller, input }: ChangeSettings): Promise<RequestOutcome> {
    const { tenantId, ...changes } = input;
    const refusal = this.permission.refusalIn(caller, 'changeSettings', tenantId);
    if (refusal) return refusal;
    const { settings } = this.visible.ownTenant(caller);
    const changed = { ...settings, ...given(changes) };
    return this.parts.jobRequests.changeSettings(tenantId, changed, actingFor(caller));
  }
}

type SettingsGiven = { readonly [Name in keyof TenantSettings]?: TenantSettings[Name] | null };

/** The settings that are given; the others stay as they are. */
function given(changes: SettingsGiven): Partial<TenantSettings> {
  return Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== null && value !== undefined),
  );
}
