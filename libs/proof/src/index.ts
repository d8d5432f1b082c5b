export { EMPTY_ROOT, leafHash, leafHashOfDigest, nodeHash, type Hash } from './merkle/hashing.js';
export { MerkleFrontier } from './merkle/merkle-frontier.js';
export { MerkleTree } from './merkle/merkle-tree.js';
export { verifyConsistency, verifyInclusion, type TreeHead } from './merkle/verify-proof.js';
export { checkpointText, parseCheckpoint, type Checkpoint } from './checkpoint/checkpoint.js';
export { checkpointOf, openNote, signCheckpoint, type NoteFault } from './checkpoint/signed-note.js';
export { publicKeyFile, readOrCreateCheckpointKey, readPublicKey } from './checkpoint/checkpoint-key.js';
export { newestNoteIn, notesIn } from './checkpoint/checkpoint-file.js';
export { LogTree, type ConsistencyProof, type InclusionProof, type ProofFault } from './log-tree/log-tree.js';
export {
  openCheckpointWriter,
  type CheckpointProblem,
  type CheckpointWriter,
  type CheckpointWriterOptions,
} from './checkpoint/checkpoint-writer.js';
export type {
  CheckpointFault,
  CheckpointFinding,
  EventFault,
  EventFinding,
  Finding,
  RegisterFinding,
} from './verify/findings.js';
export { verifyLog, type LogVerdict, type OutsideRecord } from './verify/verify-log.js';
export {
  BackupCheck,
  verifyBackups,
  type BackupVerdict,
  type HurtBackup,
  type VerifiableVault,
} from './verify/verify-backups.js';
