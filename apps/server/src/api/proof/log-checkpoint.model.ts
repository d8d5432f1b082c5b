import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Checkpoint } from '#proof';
import { DateTime } from '../scalars/date-time.js';
import { inHex } from './in-hex.js';

@ObjectType({
  description:
    'A signed statement of what the whole log was at a moment. Keep it where this server cannot reach it.',
})
export class LogCheckpoint {
  @Field({
    description:
      'The statement with its signature, as c2sp.org/signed-note and c2sp.org/tlog-checkpoint say: what a verifier checks with the public key.',
  })
  note: string;

  @Field({ description: 'The name of the log.' })
  origin: string;

  @Field(() => Int, { description: 'Events that the log had.' })
  treeSize: number;

  @Field({ description: 'Root (hex) of the Merkle tree over their digests, as RFC 6962 defines it.' })
  rootHash: string;

  @Field(() => DateTime, { description: 'When it was signed.' })
  at: string;

  static of(this: void, note: string, { origin, treeSize, rootHash, at }: Checkpoint): LogCheckpoint {
    return Object.assign(new LogCheckpoint(), { note, origin, treeSize, rootHash: inHex(rootHash), at });
  }
}
