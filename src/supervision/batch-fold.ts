import type { ClockKind } from '../domain/clock.js';
import type { CaseEvent } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import { type Feed, inScope } from '../sources/feed.js';
import { COULD_NOT_JUDGE, type Entry, MAX_CASE_EVENTS, MAX_MOVING_EVENTS, OUT_OF_SCOPE, TOO_MANY } from './batch.js';
import { EMPTY_FILE, type FeedPosition, bearsOnClocks, inOrder } from './case-file.js';
import { type Fold, fold } from './case-fold.js';
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

export interface FoldContext {
  readonly now: Instant;
  readonly catalogueRev: number;
  readonly declared: DeclaredPositions;
  readonly feeds: ReadonlyMap<number, Feed>;
  readonly standards: StandardsSource;
  /** Called for a case that cannot be judged; its neighbours go on. */
  readonly onPoison: (caseNo: string, error: unknown) => void;
}

/** Folds the entries without a verdict into their cases; sets a verdict on those that cannot be taken. */
export function foldEntries(
  entries: readonly Entry[],
  rows: ReadonlyMap<string, CaseRow>,
  context: FoldContext,
): FoldedCase[] {
  const byCase = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.verdict) continue;
    const caseNo = entry.event.caseNo ?? '';
    const sameCase = byCase.get(caseNo);
    if (sameCase) sameCase.push(entry);
    else byCase.set(caseNo, [entry]);
  }
  const folded: FoldedCase[] = [];
  for (const [caseNo, added] of byCase) {
    const row = withOrg(rows.get(caseNo) ?? opened(caseNo, added, context), added, context);
    const taken = admissible(row, added);
    if (taken.length === 0) continue;
    try {
      folded.push(foldCase(row, taken, context));
    } catch (error) {
      context.onPoison(caseNo, error);
      for (const entry of taken) entry.verdict = COULD_NOT_JUDGE;
    }
  }
  return folded;
}

function opened(caseNo: string, added: readonly Entry[], { standards, catalogueRev }: FoldContext): CaseRow {
  const refs = { rev: catalogueRev, ...standards.currentRefs(orgIn(added)) };
  return EMPTY_ROW(caseNo, EMPTY_FILE, refs);
}

/** The organisation that the added events name: the receipt's, else the acceptance's, in whatever order they came. */
function orgIn(added: readonly Entry[]): string | null {
  const naming = inOrder(added.map((e) => e.folded).filter((e) => e.org !== undefined));
  return (naming.find((e) => e.type === 'case.received') ?? naming[0])?.org ?? null;
}

/**
 * Once a case names its organisation, what feeds have reported on it beforehand without a right to is left out: nobody
 * can stop another organisation's clocks in advance. The events stay stored.
 */
function withOrg(row: CaseRow, added: readonly Entry[], { feeds }: FoldContext): CaseRow {
  const org = row.org ?? orgIn(added);
  if (row.org !== null || org === null) return row;
  const mayReport = (id: number): boolean => inScope(feeds.get(id)?.scope ?? [], org);
  if (row.feeds.every(mayReport)) return { ...row, org };
  const events = row.file.events.filter((e) => mayReport(e.feed));
  const newest = events.at(-1)?.at ?? -Infinity;
  return { ...row, org, feeds: row.feeds.filter(mayReport), file: { ...row.file, events, newest }, stored: undefined };
}

/** A feed reports only on organisations in its scope, also by events that name none. */
function admissible(row: CaseRow, added: readonly Entry[]): Entry[] {
  let events = row.file.events.length;
  // Nearly every case is too short to be at a bound.
  let moving = events + added.length <= MAX_MOVING_EVENTS ? 0 : row.file.events.filter(isMoving).length;
  return added.filter((entry) => {
    if (row.org !== null && !inScope(entry.feed.scope, row.org)) entry.verdict = OUT_OF_SCOPE;
    else if (!bearsOnClocks(entry.folded)) return true;
    else if (events >= MAX_CASE_EVENTS || (isMoving(entry.folded) && moving >= MAX_MOVING_EVENTS))
      entry.verdict = TOO_MANY;
    else {
      events += 1;
      if (isMoving(entry.folded)) moving += 1;
    }
    return !entry.verdict;
  });
}

/** Events that move a due instant; judging them costs most. */
const isMoving = ({ type }: CaseEvent): boolean => type.startsWith('pause.') || type === 'extension.granted';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** For searching; nothing is judged by it. */
function peopleOf(row: CaseRow, added: readonly Entry[]): Pick<CaseRow, 'applicant' | 'officer'> {
  let { applicant, officer } = row;
  let latest = row.file.newest;
  for (const { event } of added) {
    const { data } = event;
    applicant ??= textOf((data.applicant as { name?: unknown } | undefined)?.name);
    if (typeof data.officer === 'string' && event.occurredAt >= latest)
      [officer, latest] = [data.officer, event.occurredAt];
  }
  return { applicant, officer };
}

/** Folds added events (or none: a sweep) into one case. */
export function foldCase(row: CaseRow, added: readonly Entry[], context: FoldContext): FoldedCase {
  const feeds = [...new Set([...row.feeds, ...added.map((e) => e.feed.id)])];
  const positions = (ids: readonly number[]): FeedPosition[] =>
    ids.map((id) => {
      const feed = context.feeds.get(id);
      if (!feed) throw new Error(`feed ${id} is not known`);
      return { feed, declaredUntil: context.declared.get(id) };
    });
  const standards = context.standards.standards(row.refs);
  const result = fold(
    { file: row.file, nextAt: row.nextAt },
    added.map((e) => e.folded),
    positions(row.feeds),
    positions(feeds),
    standards,
    context.now,
  );
  const { facts, clocks } = result.judgement;
  const dueOf = (kind: ClockKind): Instant | undefined => clocks.find((clock) => clock.kind === kind)?.dueAt;
  const { applicant, officer } = peopleOf(row, added);
  // Member by member: on the way of every event a spread would cost more than all the rest of this function.
  const after: CaseRow = {
    caseNo: row.caseNo,
    stored: row.stored,
    refs: row.refs,
    version: row.version,
    item: facts.itemCode ?? row.item,
    org: facts.org ?? row.org,
    state: result.state,
    file: result.file,
    feeds,
    parkedFeed: result.parkedFeed,
    nextAt: result.nextAt,
    receivedAt: facts.received ?? facts.accepted?.at,
    acceptedAt: facts.start,
    promisedDue: dueOf('promised'),
    statutoryDue: dueOf('statutory'),
    applicant,
    officer,
    endedAt: facts.end?.at,
    judgedTo: result.judgedTo,
    notComputable: facts.end === undefined && clocks.some((clock) => clock.state === 'not-computable'),
  };
  return { before: row, after, fold: result, drafts: draftsOf(after, result, standards), entries: added };
}
