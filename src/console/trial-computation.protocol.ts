/** One of the two judgements that a trial compares. Plain types only. */
import type { LedgerDay } from '../domain/explanation.js';

/** One judgement of one card or finding. */
export interface TrialComputation {
  /** Null: no breach. */
  level: 'reminder' | 'yellow' | 'red' | null;
  mode: 'automatic' | 'confirm' | 'hint' | null;
  raisedAt: string | null;
  dueAt: string | null;
  finishedAt: string | null;
  expected: { zh: string; en: string } | null;
  observed: { zh: string; en: string } | null;
  basis: string[];
  ledger: LedgerDay[];
  arithmetic: { zh: string; en: string }[];
  versions: { item: string | null; calendar: string; profile: string };
}
