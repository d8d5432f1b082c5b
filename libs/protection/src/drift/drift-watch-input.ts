import { isObjectType } from '#catalogue';
import { refusal, type Refusal } from '../refusal.js';
import { SEVERITIES, type DriftRule, type DriftWatch } from './drift-watch.js';

const MOST_RULES = 50;
const MOST_WORDS = 1_000;
const MOST_OBJECTS = 1_000_000;
const LONGEST_NAME = 100;
const LONGEST_WORD = 128;

/** Why this drift watch cannot be taken over. Whether its schedule is one is for the caller to find out. */
export function faultOfDriftWatch({ schedule, rules, massChange }: DriftWatch): Refusal | undefined {
  if (schedule.trim() === '')
    return invalid('schedule must be a cron expression in UTC, such as "0 * * * *" for every hour.');
  if (rules.length > MOST_RULES) return invalid(`A drift watch has at most ${MOST_RULES} rules.`);
  if (rules.length === 0 && massChange === null)
    return invalid(
      'A drift watch needs a rule or a mass-change alarm; leave the rules out for the recommended ones.',
    );
  if (new Set(rules.map(({ name }) => name)).size < rules.length)
    return invalid('Two rules have one name. Each needs its own: alarms name them.');
  if (
    massChange !== null &&
    !(isWithin(massChange.percent, 100) && isWithin(massChange.atLeast, MOST_OBJECTS))
  )
    return invalid('massChange needs a percent from 1 to 100, and atLeast one object.');
  return rules.map(faultOfRule).find((fault) => fault !== undefined);
}

function faultOfRule(rule: DriftRule): Refusal | undefined {
  const { name, severity, objectTypes = [], atLeast = 1 } = rule;
  if (name.trim() === '' || name.length > LONGEST_NAME)
    return invalid(`A rule’s name must have 1 to ${LONGEST_NAME} characters.`);
  if (!SEVERITIES.includes(severity)) return invalid(`severity must be one of ${SEVERITIES.join(', ')}.`);
  if (!objectTypes.every(isObjectType)) return invalid('objectTypes must be types that backups hold.');
  if (!isWithin(atLeast, MOST_OBJECTS)) return invalid('atLeast must be a whole number from 1.');
  const { attributes = [], exceptObjectIds = [], exceptActorIds = [] } = rule;
  const lists = [attributes, exceptObjectIds, exceptActorIds];
  const fits = lists.every(
    (list) => list.length <= MOST_WORDS && list.every((word) => word !== '' && word.length <= LONGEST_WORD),
  );
  return fits
    ? undefined
    : invalid(
        `A rule names at most ${MOST_WORDS} attributes, objects or actors, each of 1 to ${LONGEST_WORD} characters.`,
      );
}

const invalid = (message: string): Refusal => refusal('InvalidInput', message);

const isWithin = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;
