import type { Words } from '../domain/wording.js';

/** GET /api/v1/self-test. Instants are RFC 3339 in +08:00, days `yyyy-mm-dd`. */
export interface SelfTest {
  at: string;
  /** The calendar and the profile on which the golden cases ran: those of organisations that no other names. */
  calendar: string;
  profile: string;
  golden: GoldenResult[];
  calendars: CalendarEnd[];
  items: {
    total: number;
    /** Neither limit: a case is judged only by the date that its source promises. */
    withoutLimits: number;
    /** At most 200, in order of their codes. */
    listed: { code: string; name: string; org: string }[];
  };
  rules: RuleState[];
  cases: {
    running: number;
    /** A limit needs a day outside the published calendars. */
    notComputable: number;
    /** Running with no due instant at all: no limit is known, or an open pause without an end holds them. */
    withoutDue: number;
    /** Set aside because the judgement itself failed. */
    setAside: number;
    /** Cases with at least one rule that could not judge them. */
    unjudged: number;
  };
}

export interface GoldenResult {
  /** As in the published list: `W1`, `E2`. */
  id: string;
  what: Words;
  expected: string;
  got: string;
  passed: boolean;
}

export interface CalendarEnd {
  code: string;
  version: string;
  lastDay: string;
  /** From today to the last published day; negative when it has passed. */
  daysLeft: number;
  /** Fewer than `CALENDAR_WARNING_DAYS` are left. */
  warning: boolean;
}

export const CALENDAR_WARNING_DAYS = 60;

export interface RuleState {
  code: string;
  name: Words;
  /** `off`: the profile does not have it. `silent`: it has not fired in twelve months. */
  state: 'fires' | 'silent' | 'cannot-judge' | 'off';
  /** Cards and findings of the last twelve months. */
  fired: number;
  /** Cases that it could not judge, by what was missing. */
  unjudged: { missing: string; cases: number }[];
  why: Words;
}
