/** Nothing has failed; the sender is asked to send the same again. Answered with 503, and no error of the log. */
export class TryLater extends Error {
  override readonly name: string = 'TryLater';
}

/** The process has been told to stop. */
export class Stopping extends TryLater {
  override readonly name = 'Stopping';

  constructor() {
    super('intake has been stopped');
  }
}

/** The process has more to do than it may take up. */
export class Overloaded extends TryLater {
  override readonly name = 'Overloaded';
}
