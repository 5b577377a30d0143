import type { FigureRow, Figures, MonthFigures } from '../console/figures.protocol.js';

/** All the numbers that a bulletin is made of, read in one snapshot; the same as on the month page. */
export interface BulletinFigures {
  /** `yyyy-mm` */
  readonly month: string;
  /** Null: everything that this installation supervises. */
  readonly region: { readonly code: string; readonly name: string } | null;
  readonly total: Figures;
  /** The month before, and the same month of the year before. */
  readonly previous: Figures;
  readonly lastYear: Figures;
  readonly days: MonthFigures['days'];
  readonly regions: readonly FigureRow[];
  readonly orgs: BusiestRows;
  readonly items: BusiestRows;
}

/** Those with the most cases received; the others in one sum. */
export interface BusiestRows {
  readonly rows: readonly FigureRow[];
  readonly rest: { readonly count: number; readonly figures: Figures; readonly previous: Figures } | null;
}

/** Rows of organisations or items that a bulletin names. */
export const MAX_ROWS = 40;

/** @param all in the order of the month page: most cases received first */
export function busiest(all: readonly FigureRow[]): BusiestRows {
  const others = all.slice(MAX_ROWS);
  const rest = {
    count: others.length,
    figures: sumOf(others.map(({ figures }) => figures)),
    previous: sumOf(others.map(({ previous }) => previous)),
  };
  return { rows: all.slice(0, MAX_ROWS), rest: others.length > 0 ? rest : null };
}

function sumOf(all: readonly Figures[]): Figures {
  const sum = (count: Exclude<keyof Figures, 'onTimeRate'>): number =>
    all.reduce((n, figures) => n + (figures[count] ?? 0), 0);
  const [measured, onTime] = [sum('measured'), sum('onTime')];
  return {
    ...{ received: sum('received'), accepted: sum('accepted'), decided: sum('decided') },
    ...{ measured, onTime, onTimeRate: measured === 0 ? null : onTime / measured },
    ...{ reminders: sum('reminders'), yellow: sum('yellow'), red: sum('red'), revoked: sum('revoked') },
  };
}
