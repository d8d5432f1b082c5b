/** Thrown when authentic bytes are not what the format allows: written by another version or by a faulty one. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}
