import { ValidateBy, type ValidationOptions } from 'class-validator';
import { CronPattern } from 'croner';

/** The value is a cron expression of five fields (minutes first), or six with seconds. */
export function IsSchedule(options: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isSchedule', validator: { validate: isSchedule } }, options);
}

function isSchedule(value: unknown): boolean {
  try {
    return typeof value === 'string' && new CronPattern(value) instanceof CronPattern;
  } catch {
    return false;
  }
}
