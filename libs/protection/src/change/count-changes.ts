import type { ChangeCounts } from '../difference-report/difference-report-events.js';
import type { Change } from './change.js';

/** The number of objects that differ (recoverable or not, by attribute, link or lifecycle) and of links that do. */
export function countChanges(changes: Iterable<Change>): ChangeCounts {
  let changedObjects = 0;
  let changedLinks = 0;
  for (const { links } of changes) {
    changedObjects += 1;
    changedLinks += links.length;
  }
  return { changedObjects, changedLinks };
}
