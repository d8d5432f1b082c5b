import { GraphQLError } from 'graphql';
import type { Refusal } from '#protection';

/** Codes of the errors by which a query tells its caller what to do otherwise. */
export type ClientErrorCode =
  | 'BAD_USER_INPUT'
  | 'BackupExpired'
  | 'BackupNotCompleted'
  | 'Busy'
  | 'DifferenceReportExpired'
  | 'JobNotFound'
  | 'NotPermitted'
  | 'OperationTooLarge'
  | 'ReadModelBehind'
  | 'ReportNotCompleted'
  | 'SubscriptionsOnly'
  | 'TenantNotFound'
  | 'TooManyRequests'
  | 'TooManySubscriptions';

/** An error that is the caller's to mend: shown as it is, never logged as a fault of ours. */
export function clientError(code: ClientErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** The same, for a request that is refused before anything of it is carried out: HTTP 400. */
export function badRequest(code: ClientErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

/** A refusal of the domain, met while answering a query. */
export function refusedQuery({ code, message }: Refusal): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: code === 'InvalidInput' ? 'BAD_USER_INPUT' : code },
  });
}
