import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';
import protobufAny from 'google-protobuf/google/protobuf/any_pb.js';
import protobufEmpty from 'google-protobuf/google/protobuf/empty_pb.js';
import {
  MAX_APPEND_SIZE,
  type Expected,
  type Outcome,
  type ProposedEvent,
  type StandInLog,
} from './stand-in-log.js';

/** What can go wrong with an append besides what the server says: it is applied or not, answered or not. */
export type Mishap =
  'appliedNotAnswered' | 'neitherAppliedNorAnswered' | 'appliedTimedOut' | 'notAppliedTimedOut';

/** Takes the mishap that the next append is to meet, if any. */
export type NextMishap = () => Mishap | undefined;

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** An append as it builds up, message by message. */
interface Pending {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
}

/** `Streams.BatchAppend`: any number of appends over one call, told apart by their correlation ids. */
export function batchAppend(log: StandInLog, nextMishap: NextMishap) {
  return (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const pending = new Map<string, Pending>();
    call.on('error', () => undefined);
    call.on('data', (request: BatchAppendReq) => {
      const id = uuidIn(request.getCorrelationId());
      const append = pending.get(id) ?? begun(request);
      pending.set(id, append);
      append.events.push(...request.getProposedMessagesList().map(proposedEvent));
      if (!request.getIsFinal()) return;
      pending.delete(id);
      const answer = outcomeOf(log, append, nextMishap());
      if (answer !== undefined) call.write(batchAnswer(id, append, answer));
    });
    call.on('end', () => call.end());
  };
}

/** `Streams.Append`: one append a call, which clients use where a server does not announce the batched one. */
export function append(log: StandInLog, nextMishap: NextMishap) {
  return (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    let pending: Pending | undefined;
    call.on('error', () => undefined);
    call.on('data', (request: AppendReq) => {
      const options = request.getOptions();
      const message = request.getProposedMessage();
      if (options !== undefined) {
        const expected = options.hasRevision() ? BigInt(options.getRevision()) : expectedIn(options);
        pending = { stream: nameIn(options.getStreamIdentifier()), expected, events: [] };
      }
      if (message !== undefined) pending?.events.push(proposedEvent(message));
    });
    call.on('end', () => {
      if (pending === undefined) return;
      const outcome = outcomeOf(log, pending, nextMishap());
      if (outcome === undefined) return;
      const response = appendAnswer(pending, outcome);
      if (response === undefined) answer({ code: 10, details: 'Operation timed out.' });
      else answer(null, response);
    });
  };
}

function begun(request: BatchAppendReq): Pending {
  const options = request.getOptions();
  if (options === undefined) throw new Error('The first message of an append carries its options.');
  const expected = options.hasStreamPosition() ? BigInt(options.getStreamPosition()) : expectedIn(options);
  return { stream: nameIn(options.getStreamIdentifier()), expected, events: [] };
}

function expectedIn(options: { hasNoStream(): boolean; hasStreamExists(): boolean }): Expected {
  if (options.hasNoStream()) return 'noStream';
  return options.hasStreamExists() ? 'streamExists' : 'any';
}

function outcomeOf(
  log: StandInLog,
  { stream, expected, events }: Pending,
  mishap: Mishap | undefined,
): Outcome | 'timedOut' | undefined {
  if (mishap === 'neitherAppliedNorAnswered') return undefined;
  if (mishap === 'notAppliedTimedOut') return 'timedOut';
  const outcome = log.append(stream, expected, events);
  if (mishap === 'appliedNotAnswered') return undefined;
  return mishap === 'appliedTimedOut' ? 'timedOut' : outcome;
}

function batchAnswer(
  id: string,
  { stream, expected }: Pending,
  outcome: Outcome | 'timedOut',
): BatchAppendResp {
  const answer = new streams.BatchAppendResp()
    .setCorrelationId(new shared.UUID().setString(id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));
  if (outcome === 'timedOut' || outcome.kind !== 'success')
    return answer.setError(batchError(expected, outcome));
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(outcome.revision));
  if (outcome.position === undefined) success.setNoPosition(new protobufEmpty.Empty());
  else success.setPosition(allStreamPosition(outcome.position));
  return answer.setSuccess(success);
}

function allStreamPosition(position: bigint) {
  return new shared.AllStreamPosition()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position));
}

function batchError(expected: Expected, outcome: Exclude<Outcome, { kind: 'success' }> | 'timedOut'): Status {
  const details = new protobufAny.Any();
  if (outcome === 'timedOut') {
    details.pack(new shared.Timeout().serializeBinary(), 'event_store.client.Timeout');
  } else if (outcome.kind === 'tooLarge') {
    const tooLarge = new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_SIZE);
    details.pack(tooLarge.serializeBinary(), 'event_store.client.MaximumAppendSizeExceeded');
  } else {
    const wrong = wrongRevision(expected, outcome.actual);
    details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  }
  return new status.Status().setMessage('The append was refused.').setDetails(details);
}

function wrongRevision(expected: Expected, actual: bigint | undefined) {
  const wrong = new shared.WrongExpectedVersion();
  if (actual === undefined) wrong.setCurrentNoStream(new protobufEmpty.Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (typeof expected === 'bigint') wrong.setExpectedStreamPosition(String(expected));
  else if (expected === 'noStream') wrong.setExpectedNoStream(new protobufEmpty.Empty());
  else wrong.setExpectedStreamExists(new protobufEmpty.Empty());
  return wrong;
}

function appendAnswer({ expected }: Pending, outcome: Outcome | 'timedOut'): AppendResp | undefined {
  if (outcome === 'timedOut' || outcome.kind === 'tooLarge') return undefined;
  const answer = new streams.AppendResp();
  if (outcome.kind === 'success') {
    const success = new streams.AppendResp.Success().setCurrentRevision(String(outcome.revision));
    if (outcome.position === undefined) success.setNoPosition(new shared.Empty());
    else {
      const position = String(outcome.position);
      success.setPosition(
        new streams.AppendResp.Position().setCommitPosition(position).setPreparePosition(position),
      );
    }
    return answer.setSuccess(success);
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (outcome.actual === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(outcome.actual));
  if (typeof expected === 'bigint') wrong.setExpectedRevision(String(expected));
  else wrong.setExpectedNoStream(new shared.Empty());
  return answer.setWrongExpectedVersion(wrong);
}

function proposedEvent(message: ProposedMessage): ProposedEvent {
  const headers = message.getMetadataMap();
  return {
    id: uuidIn(message.getId()),
    type: headers.get('type') ?? '',
    contentType: headers.get('content-type') ?? 'application/octet-stream',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

function uuidIn(uuid: UUID | undefined): string {
  if (uuid === undefined) throw new Error('The message holds no id.');
  return uuid.getString();
}

function nameIn(identifier: StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}
