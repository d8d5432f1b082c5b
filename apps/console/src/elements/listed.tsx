import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { rowsOf, type ListAnswer } from '../api/use-list.js';
import { Loaded } from './loaded.js';

/** Shows the rows of a list that are there, handed over with the length of the whole, and lets the user ask for more. */
export function Listed<Row>({
  list,
  children,
}: {
  list: ListAnswer<Row>;
  children: (rows: readonly Row[], total: number) => ReactNode;
}): ReactNode {
  return (
    <>
      <Loaded answer={list}>
        {(data) => children(rowsOf(data), data.pages[0]?.totalCount ?? rowsOf(data).length)}
      </Loaded>
      {list.hasNextPage && (
        <div>
          <Button disabledFocusable={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
