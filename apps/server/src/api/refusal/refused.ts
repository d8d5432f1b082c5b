import type * as protection from '#protection';
import { BackupAlreadyRunning } from './backup-already-running.model.js';
import { JobAlreadyRunning } from './job-already-running.model.js';
import type { Refusal } from './refusal.model.js';
import * as refusals from './refusals.model.js';

/** The refusals that only the product itself can meet: a caller never sees them. */
type InternalCode = 'NoLongerOwner' | 'OutOfTurn' | 'TenantAlreadyConnected';
type ShownCode = Exclude<protection.RefusalCode, InternalCode>;

const TYPES: Readonly<Record<ShownCode, new () => Refusal>> = {
  ...refusals,
  BackupAlreadyRunning,
  JobAlreadyRunning,
};

/** Shows a refusal of the domain as the GraphQL type of its code. */
export function refused(refusal: protection.Refusal): Refusal {
  const { code, message, runningId, objectTypes } = refusal;
  if (!isShown(code)) throw new Error(`Refusal ${code} is not meant for a caller.`);
  return Object.assign(new TYPES[code](), { code, message, runningId, ...(objectTypes && { objectTypes }) });
}

/** Refuses what is the API's own to refuse, not the domain's. */
export function refusedAs<Kind extends Refusal>(kind: new () => Kind, message: string): Kind {
  return Object.assign(new kind(), { code: kind.name, message });
}

const isShown = (code: protection.RefusalCode): code is ShownCode => Object.hasOwn(TYPES, code);
