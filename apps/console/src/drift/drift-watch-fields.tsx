import type { ReactNode } from 'react';
import { Field, Input, Switch, Textarea } from '@fluentui/react-components';
import type { WatchTexts } from './watch-texts.js';

/** The fields of a drift watch. */
export function DriftWatchFields({
  texts,
  set,
}: {
  texts: WatchTexts;
  set: (texts: WatchTexts) => void;
}): ReactNode {
  return (
    <>
      <Switch
        label="Look for drift by the clock"
        checked={texts.isOn}
        onChange={(_event, { checked }) => set({ ...texts, isOn: checked })}
      />
      {texts.isOn && (
        <>
          <Field label="Schedule of drift checks" hint="A cron expression, in UTC.">
            <Input
              value={texts.schedule}
              onChange={(_event, { value }) => set({ ...texts, schedule: value })}
            />
          </Field>
          <Field
            label="Mass change: percent of an object type"
            hint="Told when more has changed, whatever the rules say; 100: never."
          >
            <Input
              type="number"
              min={1}
              max={100}
              value={texts.percent}
              onChange={(_event, { value }) => set({ ...texts, percent: value })}
            />
          </Field>
          <Field label="Mass change: at least so many objects">
            <Input
              type="number"
              min={1}
              value={texts.atLeast}
              onChange={(_event, { value }) => set({ ...texts, atLeast: value })}
            />
          </Field>
          <Switch
            label="Freeze a plan that takes a new drift back, for someone to look at"
            checked={texts.proposesPlan}
            onChange={(_event, { checked }) => set({ ...texts, proposesPlan: checked })}
          />
          <Field
            label="Rules"
            hint="A JSON list, as the documentation describes it. Empty: the recommended rules."
          >
            <Textarea
              rows={10}
              value={texts.rules}
              onChange={(_event, { value }) => set({ ...texts, rules: value })}
            />
          </Field>
        </>
      )}
    </>
  );
}
