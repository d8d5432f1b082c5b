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
 * The events of a read or a subscription. Whichever way the iteration ends, the call is cancelled and comes to its
 * end; where the signal aborts, the iteration throws.
 */
export async function* eventsFrom(stream: ServerStream, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const cancel = (): void => cancelCall(stream);
  // A stream that is left can still be told of an error, which would end the process if nobody listened.
  stream.on('error', () => undefined);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  const items: AsyncIterable<ResolvedEvent | AllStreamResolvedEvent> = stream.iterator({
    destroyOnReturn: false,
  });
  try {
    for await (const { event } of items) {
      signal.throwIfAborted();
      if (event !== undefined) yield event;
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
    // A call with unread events never ends, and the closing of the client would wait for it.
    stream.resume();
  }
}

function cancelCall(stream: ServerStream): void {
  const cancelled = 'unsubscribe' in stream ? stream.unsubscribe() : stream.cancel();
  // A call that could not even begin cannot be cancelled either.
  cancelled.catch(() => undefined);
}
