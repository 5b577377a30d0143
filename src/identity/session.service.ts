import { Injectable } from '@nestjs/common';
import { BriefCache } from '../http/brief-cache.js';
import type { Account } from './account.js';
import { AccountRepository } from './account.repository.js';
import { Attempts } from './attempts.js';
import { TooManyGuesses } from './guess-gate.js';
import { hashPassword, verifyPassword } from './password.js';
import { SessionRepository } from './session.repository.js';
import { newToken, tokenHash } from './token.js';

/** Milliseconds in which a session ended elsewhere, or changed rights, may still be honoured here (at most 5 s). */
const CACHE_MS = 3_000;

export type SignIn =
  | { readonly result: 'signed-in'; readonly token: string; readonly account: Account }
  | { readonly result: 'wrong' }
  | { readonly result: 'locked' }
  /** Nothing was tried: too many sign in at once. */
  | { readonly result: 'busy' };

@Injectable()
export class SessionService {
  private readonly cache = new BriefCache<Account | undefined>(CACHE_MS);
  private readonly attempts = new Attempts();
  /** An unknown username costs the same time as a wrong password. */
  private readonly decoy = hashPassword(newToken());

  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
  ) {}

  async signIn(username: string, password: string): Promise<SignIn> {
    try {
      const outcome = await this.attempts.inTurn(username, () => this.attempt(username, password));
      return outcome ?? { result: 'busy' };
    } catch (error) {
      if (error instanceof TooManyGuesses) return { result: 'busy' };
      throw error;
    }
  }

  /** The account of a living session; `undefined` for anything else. */
  async authenticate(token: string | undefined): Promise<Account | undefined> {
    if (token === undefined) return undefined;
    const hash = tokenHash(token);
    return this.cache.get(hash.toString('hex'), async () => {
      const account = await this.sessions.account(hash);
      if (account) await this.sessions.touch(hash);
      return account;
    });
  }

  async signOut(token: string | undefined): Promise<void> {
    if (token === undefined) return;
    const hash = tokenHash(token);
    await this.sessions.close(hash);
    this.cache.forget(hash.toString('hex'));
  }

  private async attempt(username: string, password: string): Promise<SignIn> {
    const found = await this.accounts.credentials(username);
    if (found?.locked ?? this.attempts.isLocked(username)) return { result: 'locked' };
    const right = await verifyPassword(password, found?.passwordHash ?? (await this.decoy));
    if (!found) this.attempts.countFailure(username);
    else if (!right) await this.accounts.countFailure(found.account.id);
    if (!found || !right) return { result: 'wrong' };
    await this.accounts.clearFailures(found.account.id);
    const token = newToken();
    await this.sessions.open(tokenHash(token), found.account.id);
    return { result: 'signed-in', token, account: found.account };
  }
}
