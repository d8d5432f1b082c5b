/** How the command line ends. Stable: scripts rely on them (docs/cli.md). */
export const EXIT = {
  /** Done; of a difference: there is none. */
  done: 0,
  /** It was carried out and failed, was cancelled, or did not hold (verification). */
  failed: 1,
  /** There are changes. */
  changes: 2,
  /** Not called rightly: an unknown option, a missing confirmation. */
  usage: 3,
  /** Not signed in, or the sign-in is no longer good. */
  notSignedIn: 4,
  /** The server refused, and nothing has happened. */
  refused: 5,
  /** The server does not answer. */
  unreachable: 6,
  /** The recovery ended, but some changes failed. */
  warnings: 7,
  /** Interrupted (Ctrl-C); what had begun goes on. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command cannot go on: the message tells the user what to do. */
export class CommandEnd extends Error {
  override readonly name = 'CommandEnd';

  constructor(
    readonly exitCode: ExitCode,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
