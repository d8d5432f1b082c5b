/** What an answer says of the quotas that its request counts against. */
export interface QuotaReport {
  /** What the request has cost. */
  readonly resourceUnits?: number;
  /** How full the quota is: told from 0.8 on; 1 is wholly, more is what was refused. */
  readonly usedShare?: number;
  /** The quota that a 429 is about, where it says so. */
  readonly exceeded?: 'resourceUnits' | 'writes';
}

const EXCEEDED: Readonly<Record<string, 'resourceUnits' | 'writes'>> = {
  ResourceUnitLimitExceeded: 'resourceUnits',
  WriteLimitExceeded: 'writes',
};

/**
 * Reads Graph's throttling headers, given how to look a header up; what is no sensible number is not heard.
 * https://learn.microsoft.com/graph/throttling-limits#response-headers
 */
export function quotaReport(header: (name: string) => string | undefined): QuotaReport | undefined {
  const resourceUnits = numberWithin(header('x-ms-resource-unit'), 1_000);
  const usedShare = numberWithin(header('x-ms-throttle-limit-percentage'), 10);
  const exceeded = EXCEEDED[header('x-ms-throttle-information') ?? ''];
  if (resourceUnits === undefined && usedShare === undefined && exceeded === undefined) return undefined;
  return {
    ...(resourceUnits !== undefined && { resourceUnits }),
    ...(usedShare !== undefined && { usedShare }),
    ...(exceeded !== undefined && { exceeded }),
  };
}

function numberWithin(text: string | undefined, most: number): number | undefined {
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return number >= 0 && number <= most ? number : undefined;
}
