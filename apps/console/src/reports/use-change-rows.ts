import { useEffect, useState } from 'react';
import { ChangeRowsDocument, type ChangeFilterInput, type ChangeOrderInput } from '../api/generated.js';
import { useConnection } from '../api/connection.js';
import { request } from '../api/request.js';
import { ChangeRows } from './change-rows.js';

/** A report's changes under a filter and in an order; shown anew whenever more of them are there. */
export function useChangeRows(
  reportId: string,
  filter: ChangeFilterInput,
  orderBy: ChangeOrderInput,
): { readonly changes: ChangeRows | undefined } {
  const { session } = useConnection();
  const [state, setState] = useState<{ readonly changes: ChangeRows | undefined }>({ changes: undefined });
  const asked = JSON.stringify({ filter, orderBy });
  useEffect(() => {
    const wanted = JSON.parse(asked) as { filter: ChangeFilterInput; orderBy: ChangeOrderInput };
    const changes = new ChangeRows(
      async (first, after, signal) => {
        const variables = { reportId, first, after, ...wanted };
        const { differenceReport } = await request(session, ChangeRowsDocument, variables, signal);
        if (differenceReport === null) throw new Error('There is no such difference report.');
        return differenceReport.changes;
      },
      () => setState({ changes }),
    );
    changes.want(0);
    return () => changes.close();
  }, [session, reportId, asked]);
  return state;
}
