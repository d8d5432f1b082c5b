import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EventStore } from '#event-store';
import { newestNoteIn, openCheckpointWriter, readOrCreateCheckpointKey } from '#proof';
import { systemClock } from '#runtime';
import type { Settings } from '../settings/settings.js';

/** Names the log in what is signed. */
const ORIGIN = 'known-good';

const FILE = 'checkpoints.jsonl';

/**
 * The newest checkpoint that has been signed into the folder of the settings, as text; `undefined` where there is none
 * or where signing is switched off. On a node that does not share the workers' folder there is none.
 */
export function newestCheckpoint({ checkpointFolder }: Settings): string | undefined {
  if (checkpointFolder === undefined) return undefined;
  const file = join(checkpointFolder, FILE);
  return existsSync(file) ? newestNoteIn(file) : undefined;
}

/**
 * Signs what the log is, into files outside the event store (and to a webhook, if set): whoever rewrites the log
 * later is found out. Answers what ends it; does nothing where it is switched off.
 */
export function openCheckpoints(store: EventStore, settings: Settings, log: Logger): () => Promise<void> {
  const { checkpointFolder, checkpointWebhook } = settings;
  if (checkpointFolder === undefined) return async () => undefined;
  const writer = openCheckpointWriter({
    store,
    clock: systemClock,
    origin: ORIGIN,
    privateKey: readOrCreateCheckpointKey(join(checkpointFolder, 'checkpoint-key.pem')),
    file: join(checkpointFolder, FILE),
    registerFile: join(checkpointFolder, 'event-register.txt'),
    webhookUrl: checkpointWebhook,
    onProblem: (problem) => {
      const reason = 'error' in problem && problem.error instanceof Error ? problem.error.message : undefined;
      log.error({ code: problem.code, reason }, 'Checkpoints of the log are in trouble.');
    },
  });
  return () => writer.close();
}
