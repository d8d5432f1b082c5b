import type { ReactNode } from 'react';
import { Spinner } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import { Problem } from './problem.js';

/** Shows what an answer holds once it is there; until then that it is under way, or why there is none. */
export function Loaded<Result>({
  answer,
  children,
}: {
  answer: UseQueryResult<Result>;
  children: (result: Result) => ReactNode;
}): ReactNode {
  const { data, error } = answer;
  return (
    <>
      {error && <Problem>{error.message}</Problem>}
      {data !== undefined ? children(data) : !error && <Spinner label="Loading…" />}
    </>
  );
}
