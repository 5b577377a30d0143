import type { Instant } from '../../domain/instant.js';
import { CONTENT } from './content.js';
import { DISCRETION } from './discretion.js';
import { EARLY } from './early.js';
import { EXTENSIONS } from './extensions.js';
import { FEES } from './fees.js';
import { INTEGRITY } from './integrity.js';
import type { Awaited, Judges, Notes } from './judge.js';
import { NOTICE } from './notice.js';
import { ORDER } from './order.js';
import { PROCEDURE } from './procedure.js';
import { SERVICE } from './service.js';
import { isWarning, nameOf, placeOf, Tellings } from './stages.js';
import { SPECIAL } from './special.js';
import { STEPS } from './steps.js';
import { type Story, type Act, type ReviewStandards, type Setting, type Stage } from './story.js';
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
  ...ORDER,
  ...EARLY,
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
  const told = new Tellings(reported, standards, asOf);
  const story = told.at(asOf);
  const pages = Object.entries(JUDGES).flatMap(([rule, judge]) => {
    const setting = standards.book[rule];
    if (!setting || setting.enabled === false) return [];
    const page = new Page(rule, setting, story);
    judge(story, page, (name, otherwise) => setting.params?.[name] ?? otherwise);
    for (const { stage, at, due, subject } of told.warnings(judge, setting)) page.reached(stage, at, due, subject);
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
    this.write([this.rule, at, ...(subject === undefined ? [] : [subject])].join('|'), at, level, dueAt);
  }

  reached(stage: Stage, at: Instant, due: Instant, subject?: string): void {
    const key = [this.rule, nameOf(stage), at, ...(subject === undefined ? [] : [subject])].join('|');
    this.write(key, at, stage.level, due);
  }

  private write(key: string, at: Instant, level: string | undefined, dueAt: Instant | null): void {
    const { rule, setting } = this;
    const mode = setting.mode === 'hint' ? 'hint' : 'confirm';
    if (!this.facts.has(key)) this.facts.set(key, { rule, key, level: level ?? setting.level, mode, at, dueAt });
  }

  lacks(missing: string): void {
    this.missing.add(missing);
  }

  due(awaited: Awaited): void {
    const { since, due, done, subject } = awaited;
    if (due !== undefined) {
      if (!this.isLate(due, done)) return;
      this.found(due, subject, undefined, due);
      for (const stage of this.setting.stages ?? []) this.beyond(stage, due, awaited);
    } else if (done === undefined || !this.story.isPublished(since) || !this.story.isPublished(done)) {
      // What was done within the published days, from one of them on, came before a day beyond them.
      this.lacks('calendar');
    }
  }
  private isLate(due: Instant, done: Instant | undefined): boolean {
    return this.story.asOf > due && (done === undefined || done > due);
  }

  /** A stage of what came late: the instants of warnings are looked for elsewhere. */
  private beyond(stage: Stage, due: Instant, { since, done, subject, byMoment = false }: Awaited): void {
    const { story } = this;
    const at = placeOf(stage, due, byMoment, story);
    if (at === undefined) {
      // Before the first published day began only what began there, too; after the last day nothing was done on one.
      const unsure = isWarning(stage) ? !story.isPublished(since) : done === undefined || !story.isPublished(done);
      if (unsure) this.lacks('calendar');
    } else if (!isWarning(stage) && this.isLate(at, done)) this.reached(stage, at, due, subject);
  }
}
