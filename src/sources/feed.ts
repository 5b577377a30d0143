import type { Instant } from '../domain/instant.js';

/** A feed (信息源): one window system or platform that sends events with its own token. */
export interface Feed {
  readonly id: number;
  readonly name: string;
  /** Organisation codes it may report on; `*` for all, a trailing `*` for a prefix. */
  readonly scope: readonly string[];
  readonly policy: 'clock' | 'declared';
  /** Milliseconds; how far a `clock` feed may lag behind. */
  readonly maxLag: number;
}

/** Up to where a feed has reported everything, before the newest event of a case is looked at (contract §2). */
export const horizonOf = (feed: Feed, declaredUntil: Instant | undefined, now: Instant): Instant =>
  feed.policy === 'clock' ? now - feed.maxLag : (declaredUntil ?? -Infinity);

export const inScope = (scope: readonly string[], org: string): boolean =>
  scope.some((s) => s === '*' || s === org || (s.endsWith('*') && org.startsWith(s.slice(0, -1))));
