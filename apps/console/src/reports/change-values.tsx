import type { ReactNode } from 'react';
import { Checkbox } from '@fluentui/react-components';
import { DataTable } from '../elements/data-table.js';
import type { ChosenPart } from '../recoveries/plan-source.js';
import { LINK_WORDS } from '../words/changes.js';
import type { ChangeDetails } from './find-change.js';
import { valueText } from './value-text.js';
import styles from './change-panel.module.css';

/** The attributes that differ: the backup's value beside the present one. */
export function ChangedAttributes({
  attributes,
  ticks,
}: Pick<ChangeDetails, 'attributes'> & InParts): ReactNode {
  if (attributes.length === 0) return null;
  return (
    <section>
      <h3>Attributes</h3>
      <DataTable
        caption="Changed attributes"
        rows={attributes}
        keyOf={({ name }) => name}
        empty=""
        columns={[
          {
            name: 'Attribute',
            of: ({ name, notWritableReason }) =>
              ticks && !notWritableReason ? (
                <Ticked ticks={ticks} part={{ attribute: name }} what={name} />
              ) : (
                name
              ),
          },
          { name: 'In the backup', of: ({ backupValue }) => <Value of={backupValue} /> },
          {
            name: 'Now',
            of: ({ currentValue, notWritableReason }) => (
              <>
                <Value of={currentValue} />
                {notWritableReason && <p className={styles['reason']}>{notWritableReason}</p>}
              </>
            ),
          },
        ]}
      />
    </section>
  );
}

/** The links that differ, each added, removed or changed since the backup. */
export function ChangedLinks({ links, ticks }: Pick<ChangeDetails, 'links'> & InParts): ReactNode {
  if (links.length === 0) return null;
  return (
    <section>
      <h3>Links</h3>
      <DataTable
        caption="Changed links"
        rows={links}
        keyOf={({ link, targetId }) => `${link} ${targetId}`}
        empty=""
        columns={[
          {
            name: 'Link',
            of: ({ link, targetId }) =>
              ticks ? (
                <Ticked
                  ticks={ticks}
                  part={{ link, targetId }}
                  what={
                    <>
                      {link}
                      <span className="visually-hidden"> {targetId}</span>
                    </>
                  }
                />
              ) : (
                link
              ),
          },
          { name: 'Change', of: ({ change }) => LINK_WORDS[change] },
          { name: 'Target ID', of: ({ targetId }) => <code>{targetId}</code> },
          { name: 'In the backup', of: ({ backupValue }) => backupValue ?? '–' },
          { name: 'Now', of: ({ currentValue }) => currentValue ?? '–' },
        ]}
      />
    </section>
  );
}

/** The parts of one object that are ticked, and a tick more or less. */
export interface PartTicks {
  readonly has: (part: ChosenPart) => boolean;
  readonly toggle: (part: ChosenPart) => void;
}

/** Attributes and links can be ticked; left out where the object goes back as a whole. */
interface InParts {
  readonly ticks: PartTicks | undefined;
}

function Ticked({ ticks, part, what }: { ticks: PartTicks; part: ChosenPart; what: ReactNode }): ReactNode {
  return <Checkbox label={<>{what}</>} checked={ticks.has(part)} onChange={() => ticks.toggle(part)} />;
}

function Value({ of: value }: { of: unknown }): ReactNode {
  return <pre className={styles['value']}>{valueText(value)}</pre>;
}
