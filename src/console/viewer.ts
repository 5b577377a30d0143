import type { Socket } from 'socket.io';
import type { Account } from '../identity/account.js';
import type { ConsoleToServer, ServerToConsole } from './console.protocol.js';
import { type FeedPosition, FEED_START } from './feed-position.js';

/** What the handshake has found out; kept on `socket.data`. */
export interface Admission {
  account: Account;
  token: string;
}

export type ConsoleSocket = Socket<ConsoleToServer, ServerToConsole, Record<string, never>, Partial<Admission>>;

/** One connected console. */
export class Viewer {
  /** Up to where the console has been served; kept only while it is not live. */
  position: FeedPosition = FEED_START;
  live = false;
  /** A late `resume` is being answered. */
  goingBack = false;

  constructor(
    readonly socket: ConsoleSocket,
    readonly account: Account,
    readonly token: string,
    /** What it may see; `undefined`: everything. */
    readonly scope: string | undefined,
  ) {}

  get gone(): boolean {
    return !this.socket.connected;
  }
}

/** Milliseconds that a console has to say where it wants to go on. */
const RESUME_PATIENCE_MS = 150;

/** The cursor that a `resume` names; `undefined` where it asks for a snapshot. */
export const cursorIn = (request: unknown): unknown =>
  (request as { cursor?: unknown } | null | undefined)?.cursor ?? undefined;

/** The cursor of the console's `resume`; `undefined` when it asks for a snapshot, or says nothing in time. */
export const requestedCursor = (socket: ConsoleSocket): Promise<unknown> =>
  new Promise((done) => {
    const timer = setTimeout(
      // On a busy server the request may have come and wait to be read: sockets get their turn first.
      () => setImmediate(() => setImmediate(() => done(undefined))),
      RESUME_PATIENCE_MS,
    );
    socket.once('resume', (request: unknown) => {
      clearTimeout(timer);
      done(cursorIn(request));
    });
    socket.once('disconnect', () => {
      clearTimeout(timer);
      done(undefined);
    });
  });
