/** What the server and the web console say to each other of figures and lists of cases. Plain types and constants only. */
import type { Level } from './console.protocol.js';

/** Figures of one period; counts of cases, or of cards. Null: there is nothing to measure, which is no zero. */
export interface Figures {
  /** 收件: received in the period. */
  received: number;
  /** 受理: accepted in the period, typed or deemed. */
  accepted: number;
  /** 办结: decided in the period. */
  decided: number;
  /** Of the decided ones those that had a due instant: the denominator of the on-time rate. */
  measured: number;
  /** Of these decided not later than their promised (else statutory) due instant. */
  onTime: number;
  /** `onTime / measured`, 0–1. */
  onTimeRate: number | null;
  /** Cards raised in the period. */
  reminders: number;
  yellow: number;
  red: number;
  /** Of these cards those that a person has revoked since; the others are valid. Absent: none. */
  revoked?: number;
}

/** Nothing happened, or the system did not run yet: nothing to compare with. */
export const isBlank = ({ received, accepted, decided, reminders, yellow, red }: Figures): boolean =>
  received + accepted + decided + reminders + yellow + red === 0;

export const GROUPINGS = ['region', 'org', 'item'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/**
 * Of what the figures are: every member narrows. A region holds the regions below it; `210000:own` is the province
 * itself without them. `:none` is what names no organisation or item, or lies in no region: the row with the key null.
 * Lists of cases take the same values, so that each figure leads to its cases.
 */
export interface FigureScope {
  region: string | null;
  org: string | null;
  item: string | null;
}

/** What something is called; `nameEn` is null where none is known. */
export interface Name {
  name: string;
  nameEn: string | null;
}

export interface FigureRow {
  /** Code of the region (with `:own` where it stands without those below it), organisation or item; null where the cases name none. */
  key: string | null;
  name: string;
  /** Null where none is known. */
  nameEn: string | null;
  /** True for a region with regions below it: the table can be drilled down. */
  hasChildren: boolean;
  figures: Figures;
  previous: Figures;
}

/** GET /api/v1/statistics/month?month=2026-10&by=region&region=&org=&item= (`.csv`: the same table as a file) */
export interface MonthFigures {
  /** `yyyy-mm` */
  month: string;
  by: Grouping;
  scope: FigureScope;
  /** What the scope is called: the regions from the province down to `scope.region`, the organisation, the item. */
  path: { regions: ({ code: string } & Name)[]; org: Name | null; item: Name | null };
  /** Instant up to which the figures are counted; all of them are read in one snapshot. */
  asOf: string;
  total: Figures;
  /** The month before, and the same month of the year before. */
  previous: Figures;
  lastYear: Figures;
  /** Days of the month that have begun, in order, for the chart. */
  days: { day: string; received: number; decided: number; cards: number }[];
  /** Province first, then the official order of regions; organisations and items by number of cases received. */
  rows: FigureRow[];
}

export interface CityFigures {
  /** Code of the city, `210000:own` for the province itself, `:none` for what lies in no region. */
  region: string;
  name: string;
  /** Null where none is known. */
  nameEn: string | null;
  open: number;
  /** Running cases due within 3 working days, as `Overview.atRisk.in3`. */
  atRisk: number;
  /** Of this month. */
  cards: Record<Level, number>;
}

/** GET /api/v1/statistics/overview */
export interface Overview {
  asOf: string;
  today: { received: number; decided: number; cards: number };
  /** Cases that run. */
  open: number;
  /** Running cases past their due instant. */
  overdue: number;
  /** Running cases due within 1, 3, 5 working days: each number holds the one before. */
  atRisk: { in1: number; in3: number; in5: number };
  /** Of this month. */
  cards: Record<Level, number>;
  /** The province itself, then its cities in the official order. */
  cities: CityFigures[];
  /** Of this month, most cards first; at most 10. */
  rules: { rule: string; name: { zh: string; en: string }; level: Level; count: number }[];
}

/** What narrows the list of cases: parameters of the request and of the page's address. An instant or a day for the spans. */
export const CASE_SPANS = ['receivedFrom', 'receivedTo', 'acceptedFrom', 'acceptedTo', 'endedFrom', 'endedTo'] as const;
export const CASE_FILTERS = [
  'q',
  'case',
  'item',
  'org',
  'region',
  'applicant',
  'officer',
  'state',
  'dueWithin',
  'overdue',
  ...CASE_SPANS,
] as const;

/** A case in a list. Instants are RFC 3339 in +08:00. */
export interface CaseListRow {
  caseNo: string;
  item: string | null;
  itemName: string | null;
  org: string | null;
  orgName: string | null;
  /** Null where none is known. */
  orgNameEn: string | null;
  state: string;
  /** Masked. */
  applicant: string | null;
  officer: string | null;
  receivedAt: string | null;
  acceptedAt: string | null;
  /** Promised, else statutory. */
  dueAt: string | null;
  endedAt: string | null;
  overdue: boolean | null;
  /**
   * While the case runs: minutes of office hours (for a limit in hours: of the wall clock) from where its sources have
   * reported to its due instant, negative when that has passed. Null once it has ended, without a due instant, and outside the calendar.
   */
  remaining: number | null;
  /** Minutes of office hours in a working day of its calendar; null for a limit by the wall clock. */
  workday: number | null;
  cards: Record<Level, number>;
}

/**
 * GET /api/v1/cases?q=&case=&item=&org=&region=&applicant=&officer=&state=&dueWithin=&overdue=&receivedFrom=&receivedTo=
 * &acceptedFrom=&acceptedTo=&endedFrom=&endedTo=&limit=&cursor=
 *
 * `state` is one of the states of a case, or `open` (begun and not ended). `dueWithin`: open cases that are not late and
 * due within n working days, as `Overview.atRisk`; 0 is today. `overdue`: true or false, running or ended; without a due
 * instant neither. `q`, `applicant` and `officer` match from the beginning; `q` also
 * a part of the name of an item or organisation and, with 4 characters or more, of a case number. `limit` 1–200.
 */
export interface CaseList {
  items: CaseListRow[];
  /** What the region, organisation and item asked for are called; null where none is asked for or it is not known. */
  scope: Record<'region' | 'org' | 'item', Name | null>;
  nextCursor: string | null;
  /** Exact up to 10,000; then 10,000. */
  total: number;
}
