import type {
  AllStreamSubscription,
  StreamingRead,
  ResolvedEvent,
  AllStreamResolvedEvent,
} from '@eventstore/db-client';
import type { ServerEvent } from './server-event.js';

type ServerStream =
  StreamingRead<ResolvedEvent> | StreamingRead<AllStreamResolvedEvent> | AllStreamSubscription;

/**
 * The events of a read or a subscription. Whichever way the iteration ends, the server is told; where the signal
 * aborts, the iteration throws.
 */
export async function* eventsFrom(stream: ServerStream, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const abandon = (): void => void stream.destroy();
  // A stream that is left can still be told of an error, which would end the process if nobody listened.
  stream.on('error', () => undefined);
  signal.addEventListener('abort', abandon);
  try {
    signal.throwIfAborted();
    const items: AsyncIterable<ResolvedEvent | AllStreamResolvedEvent> = stream;
    for await (const resolved of items) {
      if (resolved.event !== undefined) yield resolved.event;
    }
  } finally {
    signal.removeEventListener('abort', abandon);
    stream.destroy();
    // The call cannot be cancelled where it could not even begin.
    await ('unsubscribe' in stream ? stream.unsubscribe() : stream.cancel()).catch(() => undefined);
  }
}
