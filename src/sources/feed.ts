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

/** Names of the simulator's own feeds begin so, and no others: they come and go with LIANGPAI_SIMULATOR. */
export const SIMULATED = 'demo-simulator-';

/** Up to where a feed has reported everything, before the newest event of a case is looked at (contract §2). */
export const horizonOf = (feed: Feed, declaredUntil: Instant | undefined, now: Instant): Instant =>
  feed.policy === 'clock' ? now - feed.maxLag : (declaredUntil ?? -Infinity);

export const inScope = (scope: readonly string[], org: string): boolean =>
  scope.some((s) => s === '*' || s === org || (s.endsWith('*') && org.startsWith(s.slice(0, -1))));

/** Does a code, or a prefix with a trailing `*`, take in every organisation of another one? */
const takesIn = (outer: string, inner: string): boolean =>
  outer === inner || (outer.endsWith('*') && inner.startsWith(outer.slice(0, -1)));

/** What of a feed's scope lies wholly within what a viewer may see; `undefined` may see everything. */
export const scopeWithin = (scope: readonly string[], visible: string | undefined): string[] =>
  scope.filter((s) => visible === undefined || takesIn(visible, s));

/** What of a feed's scope has to do with what a viewer may see. */
export const scopeTouching = (scope: readonly string[], visible: string | undefined): string[] =>
  scope.filter((s) => visible === undefined || takesIn(visible, s) || takesIn(s, visible));
