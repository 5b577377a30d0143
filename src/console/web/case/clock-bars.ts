import type { LedgerDay, SheetClock } from '../../console.protocol.js';
import type { ClockAxis } from './clock-axis.js';

/** `left`: what a running clock still has; `spare`: what one that has stopped did not need. */
export type PieceKind = 'counted' | 'left' | 'spare' | 'pause' | 'off' | 'over' | 'plain';

/** A stretch of a bar, as fractions of the axis. */
export interface Piece {
  kind: PieceKind;
  from: number;
  to: number;
  /** The kind of the pause. */
  note?: string;
}

export interface Bar {
  clock: SheetClock;
  pieces: Piece[];
  /** Where the due instant and the end lie, where the axis holds them. */
  due: number | null;
  end: number | null;
}

/** A clock as a bar: what it has counted, what held it, what is left of it, and what it has run over. */
export function clockBar(clock: SheetClock, axis: ClockAxis, judgedTo: string | null): Bar {
  const at = (instant: string | null): number | null =>
    instant !== null && axis.holds(instant) ? axis.position(instant) : null;
  const start = clock.startedAt === null ? 0 : axis.position(clock.startedAt);
  const stop = clock.finishedAt ?? judgedTo;
  const now = stop === null ? start : axis.position(stop);
  const due = clock.dueAt === null ? null : axis.position(clock.dueAt);
  const stretch =
    clock.ledger.length > 0
      ? ledgerPieces(clock.ledger, axis, start, due ?? now)
      : [{ kind: 'plain' as const, from: start, to: due ?? now }];
  const pieces = stretch.flatMap((piece) => parted(piece, now, clock.finishedAt === null ? 'left' : 'spare'));
  if (due !== null && clock.overdue === true && now > due) pieces.push({ kind: 'over', from: due, to: now });
  return { clock, pieces: merged(pieces), due: at(clock.dueAt), end: at(clock.finishedAt) };
}

function ledgerPieces(ledger: readonly LedgerDay[], axis: ClockAxis, start: number, end: number): Piece[] {
  return ledger.flatMap((entry) => {
    const day = axis.day(entry.date);
    if (!day) return [];
    const [from, to] = [Math.max(day.from, start), Math.min(day.to, end)];
    return to > from ? [{ kind: kindOf(entry), from, to, ...(entry.reason === 'pause' && { note: entry.note }) }] : [];
  });
}

/** The start day is not counted, and the day that a limit is moved on to neither; both are no rest. */
function kindOf({ counted, reason }: LedgerDay): PieceKind {
  if (counted) return 'counted';
  if (reason === 'pause') return 'pause';
  return reason === 'weekend' || reason === 'holiday' ? 'off' : 'plain';
}

/** Before `now` time has been counted, after it there is time left. */
function parted(piece: Piece, now: number, after: 'left' | 'spare'): Piece[] {
  if (piece.to <= now || (after === 'left' && (piece.kind === 'pause' || piece.kind === 'off'))) return [piece];
  if (piece.from >= now) return [{ kind: after, from: piece.from, to: piece.to }];
  return [
    { ...piece, to: now },
    { kind: after, from: now, to: piece.to },
  ];
}

const EPSILON = 1e-9;

function merged(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last && last.kind === piece.kind && last.note === piece.note && Math.abs(last.to - piece.from) < EPSILON)
      last.to = piece.to;
    else all.push({ ...piece });
  }
  return all;
}

/** Days that a clock has counted and that pauses held, up to where it stands. */
export function countedDays({ ledger, finishedAt, dueAt }: SheetClock, until: string | null) {
  const last = [finishedAt ?? until, dueAt].flatMap((at) => (at === null ? [] : [at.slice(0, 10)])).sort()[0] ?? '';
  const passed = ledger.filter(({ date }) => date <= last);
  return {
    days: passed.reduce((most, { n }) => Math.max(most, n ?? 0), 0),
    paused: passed.filter(({ reason }) => reason === 'pause').length,
  };
}
