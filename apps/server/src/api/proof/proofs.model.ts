import { Field, Int, ObjectType } from '@nestjs/graphql';
import type * as proof from '#proof';
import { inHex } from './in-hex.js';

@ObjectType({ description: 'The Merkle tree over the first events of the log.' })
export class LogTreeHead {
  @Field(() => Int, { description: 'Number of events.' })
  size: number;

  @Field({ description: 'Root (hex), as RFC 6962 defines it.' })
  rootHash: string;

  static of(this: void, { size, root }: proof.TreeHead): LogTreeHead {
    return Object.assign(new LogTreeHead(), { size, rootHash: inHex(root) });
  }
}

@ObjectType({
  description: 'Shows that an event is in the log. To be checked as RFC 9162, section 2.1.3.2, says.',
})
export class InclusionProof {
  @Field(() => Int, { description: 'Number of the event in the whole log, from 0: its leaf in the tree.' })
  leafIndex: number;

  @Field({ description: 'Digest (hex) of the event as it stands in the log now: what its leaf is made of.' })
  eventDigest: string;

  @Field(() => LogTreeHead, { description: 'The tree that the proof leads to.' })
  tree: LogTreeHead;

  @Field(() => [String], { description: 'The sibling hashes (hex) from the leaf up to the root.' })
  hashes: readonly string[];

  static of(this: void, { leafIndex, eventDigest, tree, hashes }: proof.InclusionProof): InclusionProof {
    return Object.assign(new InclusionProof(), {
      leafIndex,
      eventDigest,
      tree: LogTreeHead.of(tree),
      hashes: hashes.map(inHex),
    });
  }
}

@ObjectType({
  description:
    'Shows that the log has only been added to between two sizes. To be checked as RFC 9162, section 2.1.4.2, says.',
})
export class ConsistencyProof {
  @Field(() => LogTreeHead, { description: 'The tree of the smaller size.' })
  from: LogTreeHead;

  @Field(() => LogTreeHead, { description: 'The tree of the larger size.' })
  to: LogTreeHead;

  @Field(() => [String], { description: 'The hashes (hex) that lead from the one to the other.' })
  hashes: readonly string[];

  static of(this: void, { from, to, hashes }: proof.ConsistencyProof): ConsistencyProof {
    return Object.assign(new ConsistencyProof(), {
      from: LogTreeHead.of(from),
      to: LogTreeHead.of(to),
      hashes: hashes.map(inHex),
    });
  }
}
