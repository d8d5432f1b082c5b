import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { DataTable } from '../elements/data-table.js';
import { When } from '../elements/when.js';
import type { ChangeDetails } from './find-change.js';
import { makerWords, type Maker } from './maker-words.js';

const ACTOR_WORDS: Readonly<Record<Maker['kind'], string>> = {
  application: 'Application',
  user: 'User',
};

/** Who has worked on the object since the backup, as the tenant's own audit log tells; each can narrow the report. */
export function WhoMadeIt({
  madeBy,
  showAllBy,
}: Pick<ChangeDetails, 'madeBy'> & { showAllBy: (actorId: string) => void }): ReactNode {
  return (
    <section>
      <h3>Who made it</h3>
      <DataTable
        caption="Who made the change"
        rows={madeBy}
        keyOf={({ actor, activity, firstAt }) => `${actor.id} ${activity} ${firstAt}`}
        empty="The tenant’s audit log names nobody for this object."
        columns={[
          {
            name: 'Who',
            of: ({ actor }) => (
              <>
                {makerWords(actor)} ({ACTOR_WORDS[actor.kind]})
                <AllBy actor={actor} showAllBy={showAllBy} />
              </>
            ),
          },
          {
            name: 'Activity',
            of: ({ activity, count }) => (count > 1 ? `${activity} (${count} times)` : activity),
          },
          {
            name: 'When',
            of: ({ at, firstAt, count }) => <Span from={firstAt} to={count > 1 ? at : firstAt} />,
          },
        ]}
      />
    </section>
  );
}

function AllBy({ actor, showAllBy }: { actor: Maker; showAllBy: (actorId: string) => void }): ReactNode {
  const { id } = actor;
  if (id === null) return null;
  return (
    <div>
      <Button
        size="small"
        appearance="subtle"
        aria-label={`Show all changes by ${makerWords(actor)}`}
        onClick={() => showAllBy(id)}
      >
        Show all
      </Button>
    </div>
  );
}

function Span({ from, to }: { from: string; to: string }): ReactNode {
  if (from === to) return <When at={to} />;
  return (
    <>
      <When at={from} /> to <When at={to} />
    </>
  );
}
