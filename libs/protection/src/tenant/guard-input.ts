import type { GuardSettings } from '../guard/guard-settings.js';
import { refusal, type Refusal } from '../refusal.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COUNTRY = /^[A-Z]{2}$/;
const METHOD = /^[A-Za-z0-9]+(,[A-Za-z0-9]+)*$/;
const MOST_APPROVAL_HOURS = 720;

/** Why these guards cannot be taken over. */
export function faultOfGuards(guards: GuardSettings): Refusal | undefined {
  const ids = [...guards.protectedObjectIds, ...guards.administratorIds];
  if (!ids.every((id) => GUID.test(id)))
    return invalid('protectedObjectIds and administratorIds must be object ids (GUIDs in lower case).');
  if (!guards.signInCountries.every((country) => COUNTRY.test(country)))
    return invalid('signInCountries must be codes of two capital letters, such as DE.');
  if (guards.signInMethods.length === 0 || !guards.signInMethods.every((method) => METHOD.test(method)))
    return invalid(
      'signInMethods must name at least one combination of methods as Microsoft Graph does, such as fido2.',
    );
  if (!isWithin(guards.massChangeLimitPercent, 100))
    return invalid('massChangeLimitPercent must be a whole number from 1 to 100; 100 means no limit.');
  return isWithin(guards.approvalHours, MOST_APPROVAL_HOURS)
    ? undefined
    : invalid(`approvalHours must be a whole number from 1 to ${MOST_APPROVAL_HOURS}.`);
}

const invalid = (message: string): Refusal => refusal('InvalidInput', message);

const isWithin = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;
