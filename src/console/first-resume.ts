import type { Viewer } from './viewer.js';

/** Milliseconds that a console has to say where it wants to go on. */
const RESUME_PATIENCE_MS = 400;

/**
 * Listens to the console's `resume`s. The result settles with the first of them, or when the console has said nothing
 * in time or has gone; `later` is told of every further one.
 */
export function firstResume(viewer: Viewer, later: () => void): Promise<void> {
  const { socket } = viewer;
  return new Promise((done) => {
    let waiting = true;
    const go = (): void => {
      waiting = false;
      clearTimeout(timer);
      done();
    };
    const timer = setTimeout(
      // On a busy server the request may have come and wait to be read: sockets get their turn first.
      () => setImmediate(() => setImmediate(go)),
      RESUME_PATIENCE_MS,
    );
    viewer.listen(() => (waiting ? go() : later()));
    socket.once('disconnect', go);
  });
}
