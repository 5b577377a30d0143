import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** 32 random bytes; only `tokenHash` of it is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** A token is random, so one round of SHA-256 is enough. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

export const SESSION_COOKIE = 'liangpai_session';
const MAX_TOKEN = 512;

type TokenHeaders = Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>;

const bounded = (token: string | undefined): string | undefined =>
  token !== undefined && token.length > 0 && token.length <= MAX_TOKEN ? token : undefined;

export function bearerOf({ authorization }: TokenHeaders): string | undefined {
  return bounded(/^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]);
}

export function cookieOf({ cookie }: TokenHeaders): string | undefined {
  for (const pair of cookie?.split(';') ?? []) {
    const [name, ...value] = pair.split('=');
    if (name?.trim() === SESSION_COOKIE) return bounded(value.join('=').trim());
  }
  return undefined;
}

/** The session token of a request or of a socket's handshake: `Authorization: Bearer`, else the cookie. */
export const sessionTokenOf = (headers: TokenHeaders): string | undefined => bearerOf(headers) ?? cookieOf(headers);
