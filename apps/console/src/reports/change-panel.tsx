import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button, ToggleButton } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { ChangeDetailsDocument } from '../api/generated.js';
import { useConnection } from '../api/connection.js';
import { request } from '../api/request.js';
import { Facts } from '../elements/facts.js';
import { Loaded } from '../elements/loaded.js';
import { Notice, Problem } from '../elements/problem.js';
import { counted } from '../format/numbers.js';
import { ACTION_WORDS, KIND_WORDS, needWords, REASON_WORDS } from '../words/changes.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';
import type { ChosenPart } from '../recoveries/plan-source.js';
import { ChangedAttributes, ChangedLinks, type PartTicks } from './change-values.js';
import { findChange, type ChangeDetails, type WantedChange } from './find-change.js';
import { WhoMadeIt } from './who-made-it.js';
import styles from './change-panel.module.css';

const PAGE = 200;

/** What can be done about the open change. */
interface ChangeActions {
  /** Recovers the object, or only these of its parts; left out where nothing can be recovered from the report. */
  readonly recover: ((parts: readonly ChosenPart[]) => void) | undefined;
  readonly isLeftOut: boolean;
  readonly toggleLeftOut: () => void;
  readonly showAllBy: (actorId: string) => void;
}

/** One change beside the table: what was, what is, and what recovery would do about it. */
export function ChangePanel({
  reportId,
  wanted,
  close,
  ...actions
}: {
  reportId: string;
  wanted: WantedChange;
  close: () => void;
} & ChangeActions): ReactNode {
  const { session } = useConnection();
  const heading = useRef<HTMLHeadingElement>(null);
  const { objectType, objectId } = wanted;
  useEffect(() => heading.current?.focus(), [objectId]);
  const answer = useQuery({
    queryKey: ['change', reportId, objectType, objectId],
    queryFn: async ({ signal }) => {
      const change = await findChange(wanted, async (filter, after) => {
        const variables = { reportId, first: PAGE, after, filter };
        const { differenceReport } = await request(session, ChangeDetailsDocument, variables, signal);
        return differenceReport?.changes;
      });
      return { change };
    },
    staleTime: Infinity,
  });
  return (
    <aside
      className={styles['panel']}
      aria-label="Change"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <div className={styles['head']}>
        <h2 ref={heading} tabIndex={-1}>
          {answer.data?.change?.displayName ?? wanted.displayName ?? objectId}
        </h2>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close the change" onClick={close} />
      </div>
      <Loaded answer={answer}>
        {({ change }) =>
          change ? (
            <Details key={change.objectId} change={change} {...actions} />
          ) : (
            <Problem>The report shows no change of this object.</Problem>
          )
        }
      </Loaded>
    </aside>
  );
}

function Details({ change, showAllBy, ...actions }: { change: ChangeDetails } & ChangeActions): ReactNode {
  const { attributes, links, madeBy, needs, notRecoverableReason: reason } = change;
  const { parts, ticks } = usePartTicks();
  // What comes back from deletion, or goes, does so as a whole.
  const isInParts = actions.recover && change.recoverable && change.kind === 'modified';
  return (
    <>
      <Facts
        facts={[
          ['Object type', OBJECT_TYPE_WORDS[change.objectType]],
          ['Change', KIND_WORDS[change.kind]],
          ['Recovery action', change.action ? ACTION_WORDS[change.action] : 'None'],
          ['Object ID', <code key="">{change.objectId}</code>],
        ]}
      />
      {reason && <Notice warning>{REASON_WORDS[reason]}</Notice>}
      <Needs needs={needs} />
      {change.recoverable && <Actions parts={parts} {...actions} />}
      <ChangedAttributes attributes={attributes} ticks={isInParts ? ticks : undefined} />
      <ChangedLinks links={links} ticks={isInParts ? ticks : undefined} />
      {attributes.length === 0 && links.length === 0 && (
        <p>The object itself was {KIND_WORDS[change.kind].toLowerCase()}.</p>
      )}
      <WhoMadeIt madeBy={madeBy} showAllBy={showAllBy} />
    </>
  );
}

function Actions({
  parts,
  recover,
  isLeftOut,
  toggleLeftOut,
}: { parts: readonly ChosenPart[] } & Omit<ChangeActions, 'showAllBy'>): ReactNode {
  if (!recover) return null;
  return (
    <div className={styles['actions']}>
      <Button appearance="primary" onClick={() => recover(parts)}>
        {parts.length > 0 ? `Recover ${counted(parts.length, 'ticked part')}` : 'Recover this object'}
      </Button>
      <ToggleButton checked={isLeftOut} onClick={toggleLeftOut}>
        Leave this object out
      </ToggleButton>
    </div>
  );
}

/** The attributes and links of the open change that are ticked, by what they are called. */
function usePartTicks(): { parts: readonly ChosenPart[]; ticks: PartTicks } {
  const [ticked, setTicked] = useState<ReadonlyMap<string, ChosenPart>>(new Map());
  const toggle = (part: ChosenPart): void => {
    const next = new Map(ticked);
    if (!next.delete(JSON.stringify(part))) next.set(JSON.stringify(part), part);
    setTicked(next);
  };
  return { parts: [...ticked.values()], ticks: { has: (part) => ticked.has(JSON.stringify(part)), toggle } };
}

/** What the recovering application must hold for this change, beyond what it needs for others. */
function Needs({ needs }: Pick<ChangeDetails, 'needs'>): ReactNode {
  if (needs.length === 0) return null;
  return (
    <Notice warning>
      The object holds a directory role, or can be given one. To take this change back, the recovering
      application needs {needs.map(needWords).join(' and ')}.
    </Notice>
  );
}
