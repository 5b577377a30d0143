import type { Socket } from 'socket.io';
import type { Account } from '../identity/account.js';
import type { ConsoleToServer, ServerToConsole } from './console.protocol.js';
import { comparePositions, type FeedPosition, FEED_START } from './feed-position.js';

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
  /** Of the snapshot that it was given because it had not named a cursor in time; it may still name one. */
  afresh: FeedPosition | undefined;
  /** What it has been served beyond where it goes on from: it sees nothing twice. */
  served: { readonly from: FeedPosition; readonly to: FeedPosition } | undefined;
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

  /** Goes on from a cursor; after a snapshot afresh only the gap before that one is missing. */
  goFrom(wanted: FeedPosition): void {
    const { afresh, position } = this;
    this.afresh = undefined;
    const isGap = afresh !== undefined && comparePositions(wanted, afresh) < 0;
    this.served = isGap ? { from: afresh, to: position } : undefined;
    this.position = wanted;
  }

  /** Has been served up to a position, and past what it had been served before. */
  moveTo(position: FeedPosition): void {
    const { served } = this;
    const isOver = served !== undefined && comparePositions(position, served.from) >= 0;
    this.position = isOver ? served.to : position;
    if (isOver) this.served = undefined;
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
