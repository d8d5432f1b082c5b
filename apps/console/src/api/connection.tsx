import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Session } from '../sign-in/session.js';
import type { TypedDocumentString } from './generated.js';
import { LiveConnection } from './live-connection.js';
import { request, RequestFailed } from './request.js';

interface Connection {
  readonly session: Session;
  readonly live: LiveConnection;
}

const ConnectionContext = createContext<Connection | undefined>(undefined);

/** Lets everything below ask the API as whoever has signed in. */
export function ConnectionProvider({
  session,
  children,
}: {
  session: Session;
  children: ReactNode;
}): ReactNode {
  const [connection] = useState(() => ({ session, live: new LiveConnection(session) }));
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 1_000,
            retry: (count, error) =>
              count < 5 && error instanceof RequestFailed && error.code === 'Unreachable',
          },
        },
      }),
  );
  return (
    <ConnectionContext value={connection}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ConnectionContext>
  );
}

/** The connection to the API. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === undefined) throw new Error('There is no connection here.');
  return connection;
}

export interface AnswerOptions<Result> {
  /** Asks again after so many milliseconds, or not (`false`). */
  readonly every?: (result: Result | undefined) => number | false;
  readonly enabled?: boolean;
  /** Goes on showing the former variables' answer until the new one is there. */
  readonly keepFormer?: boolean;
}

/** The answer to a query, kept up to date. */
export function useAnswer<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { every, enabled, keepFormer }: AnswerOptions<Result> = {},
): UseQueryResult<Result> {
  const { session } = useConnection();
  return useQuery<Result>({
    queryKey: [document.toString(), variables],
    queryFn: ({ signal }) => request(session, document, variables, signal),
    enabled: enabled ?? true,
    refetchInterval: (query) => every?.(query.state.data) ?? false,
    ...(keepFormer && { placeholderData: keepPreviousData }),
  });
}

/** Sends a mutation; afterwards everything shown is asked for again. */
export function useChange<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
): UseMutationResult<Result, Error, Variables> {
  const { session } = useConnection();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (variables: Variables) => request(session, document, variables),
    onSuccess: () => queries.invalidateQueries(),
  });
}

export interface Followed<Result> {
  readonly message: Result | undefined;
  readonly ended: boolean;
  readonly problem: string | undefined;
}

const NOTHING_YET = { message: undefined, ended: false, problem: undefined };

/** The newest message of a job's subscription while `enabled`. */
export function useFollowed<Result>(
  document: TypedDocumentString<Result, { jobId: string }>,
  jobId: string,
  enabled: boolean,
): Followed<Result> {
  const { live } = useConnection();
  const [followed, setFollowed] = useState<Followed<Result>>(NOTHING_YET);
  useEffect(() => {
    if (!enabled) return;
    setFollowed(NOTHING_YET);
    return live.follow(
      document,
      { jobId },
      {
        next: (message) => setFollowed({ message, ended: false, problem: undefined }),
        ended: (problem) => setFollowed(({ message }) => ({ message, ended: true, problem })),
      },
    );
  }, [live, document, jobId, enabled]);
  return followed;
}
