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

/** Requests to resume that one socket may make in the window (milliseconds). */
export const MAX_RESUMES = 10;
const RESUME_WINDOW_MS = 60_000;

/** One connected console. */
export class Viewer {
  /** Up to where the console has been served; kept only while it is not live. */
  position: FeedPosition = FEED_START;
  live = false;
  /** The newest `resume` that has not been answered yet. */
  private asked: { readonly cursor: unknown } | undefined;
  /** When the last `resume`s came (milliseconds of this process). */
  private readonly resumes: number[] = [];

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

  /** From now on, whatever else is under way: remembers each `resume` and tells of it; one too many ends the socket. */
  listen(resumed: () => void): void {
    this.socket.on('resume', (request: unknown) => {
      const now = performance.now();
      this.resumes.push(now);
      while ((this.resumes[0] ?? now) <= now - RESUME_WINDOW_MS) this.resumes.shift();
      if (this.resumes.length > MAX_RESUMES) return void this.socket.disconnect(true);
      this.asked = { cursor: cursorIn(request) };
      resumed();
    });
  }

  /** Where the console wants to go on, once for each request. */
  takeAsked(): { readonly cursor: unknown } | undefined {
    const { asked } = this;
    this.asked = undefined;
    return asked;
  }
}

/** The cursor that a `resume` names; `undefined` where it asks for a snapshot. */
const cursorIn = (request: unknown): unknown =>
  (request as { cursor?: unknown } | null | undefined)?.cursor ?? undefined;
