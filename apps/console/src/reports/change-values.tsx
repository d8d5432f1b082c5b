import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { DataTable } from '../elements/data-table.js';
import type { ChosenPart } from '../recoveries/plan-source.js';
import { LINK_WORDS } from '../words/changes.js';
import type { ChangeDetails } from './find-change.js';
import { valueText } from './value-text.js';
import styles from './change-panel.module.css';

/** The attributes that differ: the backup's value beside the present one. */
export function ChangedAttributes({
  attributes,
  recover,
}: Pick<ChangeDetails, 'attributes'> & RecoverPart): ReactNode {
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
            of: ({ name, notWritableReason }) => (
              <>
                {name}
                {recover && !notWritableReason && (
                  <OnlyThis what={name} recover={() => recover({ attribute: name })} />
                )}
              </>
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
export function ChangedLinks({ links, recover }: Pick<ChangeDetails, 'links'> & RecoverPart): ReactNode {
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
            of: ({ link, targetId }) => (
              <>
                {link}
                {recover && (
                  <OnlyThis what={`${link} ${targetId}`} recover={() => recover({ link, targetId })} />
                )}
              </>
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

/** Takes back one attribute or link by itself; left out where the object goes back as a whole. */
interface RecoverPart {
  readonly recover: ((part: ChosenPart) => void) | undefined;
}

function OnlyThis({ what, recover }: { what: string; recover: () => void }): ReactNode {
  return (
    <div>
      <Button size="small" appearance="subtle" onClick={recover}>
        Recover only this
        <span className="visually-hidden">: {what}</span>
      </Button>
    </div>
  );
}

function Value({ of: value }: { of: unknown }): ReactNode {
  return <pre className={styles['value']}>{valueText(value)}</pre>;
}
