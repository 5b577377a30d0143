import type { IncomingMessage } from 'node:http';
import { type Account, visibleOrg } from '../identity/account.js';
import { sessionTokenOf } from '../identity/token.js';
import type { ConsoleHub } from './console-hub.js';
import type { ConsoleSocket } from './viewer.js';

export const MAX_SOCKETS = 2_000;
export const MAX_SOCKETS_PER_ACCOUNT = 50;
const MAX_TOKEN = 512;

/** A refusal that the console gets as `connect_error` with `data`. */
export class Refusal extends Error {
  readonly data: { code: string; message: { zh: string; en: string } };

  constructor(code: string, zh: string, en: string) {
    super(code);
    this.data = { code, message: { zh, en } };
  }
}

/** The token of a handshake: `auth.token`, else header or cookie. */
export function tokenOf({ handshake }: ConsoleSocket): string | undefined {
  const given: unknown = handshake.auth['token'];
  if (given === undefined || given === null) return sessionTokenOf(handshake.headers);
  return typeof given === 'string' && given.length > 0 && given.length <= MAX_TOKEN ? given : undefined;
}

/** Throws a Refusal when there is no room for another socket of this account. */
export function checkRoom(hub: ConsoleHub, account: Account): void {
  const { connected } = hub;
  const own = connected.filter((viewer) => viewer.account.id === account.id).length;
  if (connected.length >= MAX_SOCKETS || own >= MAX_SOCKETS_PER_ACCOUNT)
    throw new Refusal('too-many-connections', '连接数已满，请稍后再试', 'too many connections, try again later');
}

/** Does an account still have the rights with which a socket was let in? */
export const keepsRights = (then: Account, now: Account | undefined): boolean =>
  now !== undefined && now.id === then.id && now.role === then.role && visibleOrg(now) === visibleOrg(then);

/** CORS does not cover WebSocket: a page of another site must not open a socket with the user's cookie. */
export function isOwnPage({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
