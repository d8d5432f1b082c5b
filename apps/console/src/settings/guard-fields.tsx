import type { ReactNode } from 'react';
import { Field, Input, Switch, Textarea } from '@fluentui/react-components';
import type { GuardSettingsInput, TenantSettingsQuery } from '../api/generated.js';
import { idsIn } from '../reports/ids-in.js';

type Guards = NonNullable<TenantSettingsQuery['tenant']>['settings']['guards'];

/** The guards as someone types them. */
export interface GuardTexts {
  readonly needsApproval: boolean;
  readonly approvalHours: string;
  readonly percent: string;
  readonly protectedObjects: string;
  readonly administrators: string;
  readonly methods: string;
  readonly countries: string;
  readonly managedDevices: boolean;
}

export function guardTexts(guards: Guards): GuardTexts {
  return {
    needsApproval: guards.recoveriesNeedApproval,
    approvalHours: `${guards.approvalHours}`,
    percent: `${guards.massChangeLimitPercent}`,
    protectedObjects: guards.protectedObjectIds.join('\n'),
    administrators: guards.administratorIds.join('\n'),
    methods: guards.signInMethods.join('\n'),
    countries: guards.signInCountries.join(' '),
    managedDevices: guards.signInFromManagedDevices,
  };
}

export function guardsIn(texts: GuardTexts): GuardSettingsInput {
  return {
    recoveriesNeedApproval: texts.needsApproval,
    approvalHours: Number(texts.approvalHours),
    massChangeLimitPercent: Number(texts.percent),
    protectedObjectIds: [...idsIn(texts.protectedObjects)],
    administratorIds: [...idsIn(texts.administrators)],
    // A combination holds commas itself, so each has a line of its own.
    signInMethods: texts.methods.split('\n').flatMap((line) => line.trim() || []),
    signInCountries: texts.countries.split(/[\s,]+/).filter((code) => code !== ''),
    signInFromManagedDevices: texts.managedDevices,
  };
}

/** What recoveries must never do, and whether a second person has to approve them. */
export function GuardFields({
  guards,
  set,
}: {
  guards: GuardTexts;
  set: (guards: GuardTexts) => void;
}): ReactNode {
  return (
    <>
      <Switch
        label="Recoveries need a plan that a second person has approved"
        checked={guards.needsApproval}
        onChange={(_event, { checked }) => set({ ...guards, needsApproval: checked })}
      />
      <Field label="Hours for which an approval holds" hint="1 to 720">
        <Input
          type="number"
          min={1}
          max={720}
          value={guards.approvalHours}
          onChange={(_event, { value }) => set({ ...guards, approvalHours: value })}
        />
      </Field>
      <Field
        label="Percent of an object type that a recovery may change unconfirmed"
        hint="1 to 100; 100: no limit"
      >
        <Input
          type="number"
          min={1}
          max={100}
          value={guards.percent}
          onChange={(_event, { value }) => set({ ...guards, percent: value })}
        />
      </Field>
      <Field
        label="Protected objects"
        hint="Object IDs, one a line. No recovery ever disables or soft-deletes them."
      >
        <Textarea
          rows={3}
          value={guards.protectedObjects}
          onChange={(_event, { value }) => set({ ...guards, protectedObjects: value })}
        />
      </Field>
      <Field
        label="Administrators of whom one must always get in"
        hint="Object IDs of users, one a line. Conditional Access is judged for them after each step of a recovery."
      >
        <Textarea
          rows={3}
          value={guards.administrators}
          onChange={(_event, { value }) => set({ ...guards, administrators: value })}
        />
      </Field>
      <SignInFields guards={guards} set={set} />
    </>
  );
}

/** How emergency-access accounts and the named administrators sign in: by this Conditional Access is judged. */
function SignInFields({ guards, set }: { guards: GuardTexts; set: (guards: GuardTexts) => void }): ReactNode {
  return (
    <>
      <Field
        label="Sign-in methods that they have"
        hint="Combinations by Microsoft Graph’s name, one a line, such as fido2 or password,microsoftAuthenticatorPush."
      >
        <Textarea
          rows={3}
          value={guards.methods}
          onChange={(_event, { value }) => set({ ...guards, methods: value })}
        />
      </Field>
      <Field
        label="Countries that they sign in from"
        hint="Codes of two letters. None: their usage location, or anywhere."
      >
        <Input
          value={guards.countries}
          onChange={(_event, { value }) => set({ ...guards, countries: value })}
        />
      </Field>
      <Switch
        label="They sign in from managed devices"
        checked={guards.managedDevices}
        onChange={(_event, { checked }) => set({ ...guards, managedDevices: checked })}
      />
    </>
  );
}
