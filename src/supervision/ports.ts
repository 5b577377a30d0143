import type { Instant } from '../domain/instant.js';
import type { Standards } from '../domain/standards.js';
import type { Feed } from '../sources/feed.js';

/** The versions by which a case is judged; frozen on it when it is opened. */
export interface StandardRefs {
  /** Newest item version known when the case was opened. */
  readonly rev: number;
  /** `code@version` */
  readonly calendar: string;
  /** `code@version` */
  readonly profile: string;
}

export abstract class StandardsSource {
  /** Makes every item version up to `rev` known to this process, and the calendars and profiles of these cases. */
  abstract ensure(rev: number, cases?: Iterable<Omit<StandardRefs, 'rev'>>): Promise<void>;
  /** What a case of the organisation is given that is opened at `at`, the catalogue standing at `rev`. */
  abstract currentRefs(
    org: string | null,
    standing: { readonly rev: number; readonly at: Instant },
  ): Omit<StandardRefs, 'rev'>;
  /** Exactly those; throws where one of them is not known. */
  abstract standards(refs: StandardRefs): Standards;
}

export abstract class FeedDirectory {
  abstract byId(id: number): Promise<Feed | undefined>;
  abstract all(): Promise<readonly Feed[]>;
}

/** Positions of the declared feeds as one transaction sees them. */
export type DeclaredPositions = ReadonlyMap<number, Instant>;
