import type { GraphClient, GraphRequest, Priority } from './graph-request.js';

/** Gives every request a priority. */
export function withPriority(client: GraphClient, priority: Priority): GraphClient {
  return { send: (request, signal) => client.send({ ...request, priority }, signal) };
}

/**
 * The header that tells Graph whom to throttle first. The limits themselves stay the same.
 * https://learn.microsoft.com/graph/throttling-limits
 */
export function priorityHeader({ priority }: GraphRequest): Readonly<Record<string, string>> {
  if (priority === undefined) return {};
  return { 'x-ms-throttle-priority': priority === 'low' ? 'Low' : 'High' };
}
