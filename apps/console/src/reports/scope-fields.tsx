import type { ReactNode } from 'react';
import { Checkbox, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { OBJECT_TYPE_WORDS, OBJECT_TYPES } from '../words/object-types.js';
import type { ChosenScope } from './chosen-scope.js';
import styles from './scope-fields.module.css';

/** Lets the user choose what a report looks at. */
export function ScopeFields({
  scope,
  choose,
}: {
  scope: ChosenScope;
  choose: (scope: ChosenScope) => void;
}): ReactNode {
  const { kind, types, ids } = scope;
  return (
    <>
      <Field label="Scope">
        <RadioGroup
          value={kind}
          onChange={(_event, { value }) => choose({ ...scope, kind: value as ChosenScope['kind'] })}
        >
          <Radio value="all" label="All objects" />
          <Radio value="types" label="Some object types" />
          <Radio value="ids" label="Up to 100 objects, by object ID" />
        </RadioGroup>
      </Field>
      {kind === 'types' && (
        <fieldset className={styles['types']}>
          <legend>Object types</legend>
          {OBJECT_TYPES.map((type) => (
            <Checkbox
              key={type}
              label={OBJECT_TYPE_WORDS[type]}
              checked={types.includes(type)}
              onChange={(_event, { checked }) => {
                const others = types.filter((each) => each !== type);
                choose({ ...scope, types: checked === true ? [...others, type] : others });
              }}
            />
          ))}
        </fieldset>
      )}
      {kind === 'ids' && (
        <Field label="Object IDs" hint="Separated by spaces, commas or new lines.">
          <Textarea value={ids} onChange={(_event, { value }) => choose({ ...scope, ids: value })} rows={5} />
        </Field>
      )}
    </>
  );
}
