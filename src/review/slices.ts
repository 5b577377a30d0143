import { setImmediate } from 'node:timers/promises';

/** Milliseconds of computing after which others have their turn: a request must not wait for a whole chunk. */
const SLICE_MS = 5;

/** The process is going away. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Cuts a long computation into slices. */
export class Slices {
  private began = performance.now();
  private interrupted = false;

  /** The computation ends at its next slice with `Interrupted`. */
  interrupt(): void {
    this.interrupted = true;
  }

  async giveWay(): Promise<void> {
    if (this.interrupted) throw new Interrupted();
    if (performance.now() - this.began < SLICE_MS) return;
    await setImmediate();
    this.began = performance.now();
  }
}
