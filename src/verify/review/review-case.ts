import type { Instant } from '../../domain/instant.js';
import { CONTENT } from './content.js';
import { DISCRETION } from './discretion.js';
import { EXTENSIONS } from './extensions.js';
import { FEES } from './fees.js';
import { INTEGRITY } from './integrity.js';
import type { Awaited, Judges, Notes } from './judge.js';
import { NOTICE } from './notice.js';
import { PROCEDURE } from './procedure.js';
import { SERVICE } from './service.js';
import { SPECIAL } from './special.js';
import { STEPS } from './steps.js';
import { Story, type Act, type ReviewStandards, type Setting } from './story.js';
import { WAITS } from './waits.js';

/** A finding without its words. */
export interface ReviewFact {
  readonly rule: string;
  readonly key: string;
  readonly level: string;
  readonly mode: string;
  readonly at: Instant;
  readonly dueAt: Instant | null;
}

export interface ExpectedReview {
  readonly findings: readonly ReviewFact[];
  /** `rule` and what it lacks, each pair once. */
  readonly unjudged: readonly { readonly rule: string; readonly missing: string }[];
}

export const JUDGES: Judges = {
  ...WAITS,
  ...SPECIAL,
  ...NOTICE,
  ...STEPS,
  ...PROCEDURE,
  ...EXTENSIONS,
  ...CONTENT,
  ...FEES,
  ...DISCRETION,
  ...INTEGRITY,
  ...SERVICE,
};

/** What the rule book must have found of a case by its own time, whatever its events' order and number. */
export function expectedReview(reported: readonly Act[], standards: ReviewStandards, asOf: Instant): ExpectedReview {
  const story = new Story(reported, standards, asOf);
  const pages = Object.entries(JUDGES).flatMap(([rule, judge]) => {
    const setting = standards.book[rule];
    if (!setting || setting.enabled === false) return [];
    const page = new Page(rule, setting, story);
    judge(story, page, (name, otherwise) => setting.params?.[name] ?? otherwise);
    return [page];
  });
  return {
    findings: pages.flatMap(({ facts }) => [...facts.values()]),
    unjudged: pages.flatMap(({ rule, missing }) => [...missing].map((what) => ({ rule, missing: what }))),
  };
}

class Page implements Notes {
  readonly facts = new Map<string, ReviewFact>();
  readonly missing = new Set<string>();

  constructor(
    readonly rule: string,
    private readonly setting: Setting,
    private readonly story: Story,
  ) {}

  found(at: Instant, subject?: string, level?: string, dueAt: Instant | null = null): void {
    const { rule, setting } = this;
    const key = [rule, at, ...(subject === undefined ? [] : [subject])].join('|');
    const mode = setting.mode === 'hint' ? 'hint' : 'confirm';
    if (!this.facts.has(key)) this.facts.set(key, { rule, key, level: level ?? setting.level, mode, at, dueAt });
  }

  lacks(missing: string): void {
    this.missing.add(missing);
  }

  due({ since, due, done, subject }: Awaited): void {
    if (due !== undefined) {
      const isLate = this.story.asOf > due && (done === undefined || done > due);
      if (isLate) this.found(due, subject, undefined, due);
    } else if (done === undefined || !this.story.isPublished(since) || !this.story.isPublished(done)) {
      // What was done within the published days, from one of them on, came before a day beyond them.
      this.lacks('calendar');
    }
  }
}
