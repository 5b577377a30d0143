import { Injectable } from '@nestjs/common';
import { BriefCache } from '../http/brief-cache.js';
import type { Account } from './account.js';
import { AccountRepository, type Credentials } from './account.repository.js';
import { addressShare } from './address.js';
import { Attempts, type Attempt } from './attempts.js';
import { GuessGate, TooManyGuesses } from './guess-gate.js';
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
  private readonly gate = new GuessGate();
  /** An unknown username costs the same time as a wrong password. */
  private readonly decoy = hashPassword(newToken());

  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
  ) {}

  /** @param ip of the person who signs in */
  async signIn(username: string, password: string, ip: string): Promise<SignIn> {
    const who: Attempt = { username, address: addressShare(ip) };
    // Before it waits: whoever is locked out takes no turn from others.
    if (this.attempts.isLocked(who)) return { result: 'locked' };
    try {
      return await this.gate.take(this.attempts.shareOf(who), () =>
        this.attempts.inTurn(who, () => this.attempt(who, password)),
      );
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

  private async attempt(who: Attempt, password: string): Promise<SignIn> {
    const found = await this.accounts.credentials(who.username);
    if (this.isLocked(who, found)) return { result: 'locked' };
    const right = await verifyPassword(password, found?.passwordHash ?? (await this.decoy));
    if (!found || !right) {
      this.attempts.countFailure(who);
      if (found) await this.accounts.countFailure(found.account.id);
      else this.attempts.countUnknown(who.username);
      return { result: 'wrong' };
    }
    this.attempts.countSuccess(who);
    await this.accounts.clearFailures(found.account.id);
    const token = newToken();
    await this.sessions.open(tokenHash(token), found.account.id);
    return { result: 'signed-in', token, account: found.account };
  }

  private isLocked(who: Attempt, found: Credentials | undefined): boolean {
    if (this.attempts.isLocked(who)) return true;
    return !this.attempts.isFamiliar(who) && (found?.locked ?? this.attempts.isUnknownLocked(who.username));
  }
}
