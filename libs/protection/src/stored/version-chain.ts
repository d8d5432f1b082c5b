/**
 * The versions of one event type's data, from the first to the one written now, with what leads from each to the
 * next. The compiler sees to it that the last shape is the one that the domain knows.
 */
export class VersionChain<Data extends object> {
  private constructor(
    /** The version that is written now; 1 for a type that has never changed. */
    readonly current: number,
    private readonly reading: (version: number, data: object) => Data,
  ) {}

  /** A type that has only ever had one shape. */
  static first<Data extends object>(): VersionChain<Data> {
    // Stored data has the shape of the version that it bears; the golden samples and schemas are there to prove it.
    return new VersionChain(1, (_version, data) => data as Data);
  }

  /** The chain with one more version, and how the data of the version before is turned into it. */
  followedBy<Next extends object>(upcaster: (data: Data) => Next): VersionChain<Next> {
    const current = this.current + 1;
    return new VersionChain(current, (version, data) =>
      version === current ? (data as Next) : upcaster(this.reading(version, data)),
    );
  }

  /** Whether this chain can read data of that version. */
  knows(version: number): boolean {
    return Number.isInteger(version) && version >= 1 && version <= this.current;
  }

  /** The data of a version that this chain knows, in the current version. */
  upcast(version: number, data: object): Data {
    return this.reading(version, data);
  }
}
