/** Begins with a letter, so that no stream of ours is taken for one of the server's own. */
const PREFIX = /^([A-Za-z][A-Za-z0-9_.-]{0,99})?$/;

/** The names that the store's streams have on the server: all of them begin with one prefix. */
export class LogNames {
  /** Throws where the prefix is not letters, digits, `_`, `.` and `-` after a letter, at most 100 in all. */
  constructor(readonly prefix: string) {
    if (PREFIX.test(prefix)) return;
    throw new Error(
      'A prefix of streams begins with a letter and holds at most 100 letters, digits, _, . and -.',
    );
  }

  /** A stream's name on the server. */
  onServer(stream: string): string {
    return `${this.prefix}${stream}`;
  }

  /** The stream of that name on the server; `undefined` where it is none of ours. */
  ours(name: string): string | undefined {
    if (name.startsWith('$') || !name.startsWith(this.prefix)) return undefined;
    return name.slice(this.prefix.length);
  }
}
