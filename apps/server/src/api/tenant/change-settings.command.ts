import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DEFAULT_GUARDS, type GuardSettings, type TenantSettings } from '#protection';
import { VisibleModels } from '../access/visible-models.js';
import { actingFor, type Caller } from '../access/caller.js';
import { Permission } from '../access/permission.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { RequestOutcome } from '../requests/request-flow.js';
import type { GuardSettingsInput } from './guard-settings.input.js';
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
    const { tenantId, guards, ...changes } = input;
    const refusal = this.permission.refusalIn(caller, 'changeSettings', tenantId);
    if (refusal) return refusal;
    const { settings } = this.visible.ownTenant(caller);
    const changed: TenantSettings = {
      ...settings,
      ...given(changes),
      ...(guards && { guards: { ...DEFAULT_GUARDS, ...settings.guards, ...given(inLowerCase(guards)) } }),
    };
    return this.parts.jobRequests.changeSettings(tenantId, changed, actingFor(caller));
  }
}

type Given<Settings> = { readonly [Name in keyof Settings]?: Settings[Name] | null };

/** The settings that are given; the others stay as they are. */
function given<Settings>(changes: Given<Settings>): Partial<Settings> {
  const entries = Object.entries(changes).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Partial<Settings>;
}

/** Ids are kept in lower case. */
function inLowerCase({
  protectedObjectIds,
  administratorIds,
  ...rest
}: GuardSettingsInput): Given<GuardSettings> {
  const lower = (ids: string[] | null | undefined) => ids?.map((id) => id.toLowerCase()) ?? null;
  return {
    ...rest,
    protectedObjectIds: lower(protectedObjectIds),
    administratorIds: lower(administratorIds),
  };
}
