/** Thrown where nothing can be said either way, because someone does not answer as they should; the message says who. */
export class CannotVerify extends Error {
  override readonly name = 'CannotVerify';
}
