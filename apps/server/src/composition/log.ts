import { pino, type Logger } from 'pino';
import { whereInTrace } from '../tracing/correlation.js';
import type { Settings } from '../settings/settings.js';

/** The process's log: JSON lines on standard output. Facts are ids, counts and codes, never directory values. Where
 * tracing is on, each line names the trace that it belongs to. */
export function openLog(settings: Pick<Settings, 'logLevel'>, part: string): Logger {
  return pino({
    level: settings.logLevel,
    base: { part, pid: process.pid },
    mixin: whereInTrace,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
