import type { ReactNode } from 'react';
import { Field, Input, Switch } from '@fluentui/react-components';

/** What is said once for the audit log. */
export function ReasonField({
  reason,
  set,
  required,
}: {
  reason: string;
  set: (reason: string) => void;
  required?: boolean;
}): ReactNode {
  return (
    <Field
      label="Reason"
      required={required === true}
      hint="Kept in the audit log. No personal data, please."
    >
      <Input value={reason} onChange={(_event, { value }) => set(value)} />
    </Field>
  );
}

/** Confirms a change of more of an object type than the tenant’s limit lets pass. */
export function MassChangeSwitch({
  confirmed,
  set,
}: {
  confirmed: boolean;
  set: (confirmed: boolean) => void;
}): ReactNode {
  return (
    <Switch
      label="It is meant, even where much of one object type changes"
      checked={confirmed}
      onChange={(_event, { checked }) => set(checked)}
    />
  );
}
