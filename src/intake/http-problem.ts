/** A request that cannot be taken as a whole; single events in it are turned down by a `Rejection` instead. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  /** `code` is for programs, `detail` for people: Chinese / English. */
  constructor(
    readonly status: 400 | 408 | 413 | 415,
    readonly code:
      | 'aborted'
      | 'bad-encoding'
      | 'invalid-json'
      | 'not-an-array'
      | 'timeout'
      | 'too-large'
      | 'too-dense'
      | 'too-many-blanks'
      | 'unsupported-type',
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}
