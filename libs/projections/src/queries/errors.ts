/** The cursor of a page request was not made by this list: the client must start over without it. */
export class InvalidCursorError extends Error {
  readonly code = 'InvalidCursor';

  constructor() {
    super(
      'The cursor does not belong to this list. Ask for the first page, and pass on the cursors it gives.',
    );
    this.name = 'InvalidCursorError';
  }
}

/** The size of a page is out of bounds. */
export class InvalidPageSizeError extends Error {
  readonly code = 'InvalidPageSize';

  constructor(most: number) {
    super(`A page holds 1 to ${most} rows: give first as a whole number in between.`);
    this.name = 'InvalidPageSizeError';
  }
}
