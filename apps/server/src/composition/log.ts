import { pino, type Logger } from 'pino';
import type { Settings } from '../settings/settings.js';

/** The process's log: JSON lines on standard output. Facts are ids, counts and codes, never directory values. */
export function openLog(settings: Pick<Settings, 'logLevel'>, part: string): Logger {
  return pino({
    level: settings.logLevel,
    base: { part, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
