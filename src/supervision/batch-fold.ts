import type { ClockKind } from '../domain/clock.js';
import type { Judgement } from '../domain/examine.js';
import type { Instant } from '../domain/instant.js';
import type { Feed } from '../sources/feed.js';
import { admit, namedIn } from './admission.js';
import { COULD_NOT_JUDGE, type Entry } from './batch.js';
import { EMPTY_FILE, type FeedPosition } from './case-file.js';
import { type Fold, fold } from './case-fold.js';
import { type Counting, type People, type StoredHistory, peopleIn } from './case-history.js';
import { type CardDraft, draftsOf } from './card-draft.js';
import type { CaseRow } from './case-row.js';
import type { DeclaredPositions, StandardsSource } from './ports.js';
import { EMPTY_ROW } from './supervision.repository.js';

/** What one transaction does to one case. */
export interface FoldedCase {
  readonly before: CaseRow;
  readonly after: CaseRow;
  readonly fold: Fold;
  /** The cards that it brings, explained. */
  readonly drafts: readonly CardDraft[];
  /** The added events, in the order of `fold.late`. */
  readonly entries: readonly Entry[];
}

/** State of a case that cannot be judged: each further event tries it again. */
export const SET_ASIDE = 'could-not-judge';

export interface FoldContext {
  readonly now: Instant;
  readonly catalogueRev: number;
  readonly declared: DeclaredPositions;
  readonly feeds: ReadonlyMap<number, Feed>;
  readonly standards: StandardsSource;
  /** Called for a case that cannot be judged; its neighbours go on. */
  readonly onPoison: (caseNo: string, error: unknown) => void;
}

export interface Folding {
  readonly folded: readonly FoldedCase[];
  /** Cases of which everything stored must be known first; fold once more with it. */
  readonly wanting: readonly string[];
}

/** Folds the entries without a verdict into their cases; sets a verdict on those that cannot be taken. */
export function foldEntries(
  entries: readonly Entry[],
  rows: ReadonlyMap<string, CaseRow>,
  context: FoldContext,
  histories: ReadonlyMap<string, StoredHistory>,
): Folding {
  const folded: FoldedCase[] = [];
  const wanting: string[] = [];
  for (const [caseNo, added] of byCase(entries)) {
    const row = rows.get(caseNo) ?? opened(caseNo, added, context);
    const admission = admit(row, added, context.feeds, histories.get(caseNo));
    if (!admission) wanting.push(caseNo);
    if (!admission || admission.taken.length === 0) continue;
    try {
      const mine = row.org === admission.org ? row : { ...row, org: admission.org };
      folded.push(foldCase(mine, admission.taken, context, admission.counting));
    } catch (error) {
      context.onPoison(caseNo, error);
      for (const entry of admission.taken) entry.verdict = COULD_NOT_JUDGE;
    }
  }
  return { folded, wanting };
}

function byCase(entries: readonly Entry[]): Map<string, Entry[]> {
  const cases = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.verdict) continue;
    const caseNo = entry.event.caseNo ?? '';
    const sameCase = cases.get(caseNo);
    if (sameCase) sameCase.push(entry);
    else cases.set(caseNo, [entry]);
  }
  return cases;
}

function opened(
  caseNo: string,
  added: readonly Entry[],
  { standards, catalogueRev: rev, now: at }: FoldContext,
): CaseRow {
  const refs = { rev, ...standards.currentRefs(namedIn(added.map((e) => e.folded)), { rev, at }) };
  return EMPTY_ROW(caseNo, EMPTY_FILE, refs);
}

/** Who acts at the newest instant acted last. */
function peopleOf(before: People & { newest: Instant }, added: readonly Entry[]): People {
  let { applicant, officer, newest: latest } = before;
  for (const { event } of added) {
    const people = peopleIn(event.data);
    applicant ??= people.applicant;
    if (people.officer !== undefined && event.occurredAt >= latest)
      [officer, latest] = [people.officer, event.occurredAt];
  }
  return { applicant, officer };
}

/**
 * Folds added events (or none: a sweep) into one case.
 *
 * @param counting what counts from now on, where the case has come to another organisation
 */
export function foldCase(row: CaseRow, added: readonly Entry[], context: FoldContext, counting?: Counting): FoldedCase {
  const feeds = [...new Set([...(counting ?? row).feeds, ...added.map((e) => e.feed.id)])];
  const positions = (ids: readonly number[]): FeedPosition[] =>
    ids.map((id) => {
      const feed = context.feeds.get(id);
      if (!feed) throw new Error(`feed ${id} is not known`);
      return { feed, declaredUntil: context.declared.get(id) };
    });
  const standards = context.standards.standards(row.refs);
  const result = fold(
    { file: row.file, nextAt: row.state === SET_ASIDE ? -Infinity : row.nextAt, counting },
    added.map((e) => e.folded),
    positions(row.feeds),
    positions(feeds),
    standards,
    context.now,
  );
  const people = peopleOf(counting ?? { ...row, newest: row.file.newest }, added);
  const after = result.judgement
    ? judgedRow(row, feeds, result, result.judgement, people, counting !== undefined)
    : waitingRow(row, result, people);
  return { before: row, after, fold: result, drafts: draftsOf(after, result, standards), entries: added };
}

/** As the former judgement left it. */
const waitingRow = (row: CaseRow, { file, parkedFeed, nextAt }: Fold, { applicant, officer }: People): CaseRow => ({
  ...row,
  file,
  parkedFeed,
  nextAt,
  applicant,
  officer,
});

/** Member by member: on the way of every event a spread would cost more than all the rest of this function. */
function judgedRow(
  row: CaseRow,
  feeds: readonly number[],
  { file, parkedFeed, nextAt }: Fold,
  { facts, clocks, state }: Judgement,
  { applicant, officer }: People,
  isMoved: boolean,
): CaseRow {
  const dueOf = (kind: ClockKind): Instant | undefined => clocks.find((clock) => clock.kind === kind)?.dueAt;
  return {
    caseNo: row.caseNo,
    stored: isMoved ? undefined : row.stored,
    refs: row.refs,
    version: row.version,
    item: facts.itemCode ?? (isMoved ? null : row.item),
    org: row.org,
    state,
    file,
    feeds,
    parkedFeed,
    nextAt,
    receivedAt: facts.received ?? facts.accepted?.at,
    acceptedAt: facts.start,
    promisedDue: dueOf('promised'),
    statutoryDue: dueOf('statutory'),
    applicant,
    officer,
    endedAt: facts.end?.at,
    judgedTo: facts.asOf,
    notComputable: facts.end === undefined && clocks.some((clock) => clock.state === 'not-computable'),
  };
}
