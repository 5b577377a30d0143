import type { WorkingCalendar } from '../calendar.js';
import { citedFor } from '../citations.js';
import { EVENT_TYPES, type EventType } from '../event.js';
import { type JudgedBy, versionsOf } from '../explanation.js';
import type { Instant } from '../instant.js';
import type { CardLevel, ItemVersion, RuleSetting, RuleStage, Standards } from '../standards.js';
import type { Words } from '../wording.js';
import type { ReportedEvent } from './reported-event.js';
import {
  type CannotJudge,
  isActRule,
  type Observation,
  type Outcome,
  type ReviewMode,
  type ReviewRule,
  type Wait,
  type WaitRule,
} from './rule.js';
import { judgedOf, Seen } from './seen.js';
import { judgeStages, type StageVerdict, stageName } from './stages.js';
import { stageWords } from './stage-words.js';

/** Why a finding was made, as a person can check it on paper. Instants are kept as numbers; borders show RFC 3339. */
export interface ReviewExplanation {
  readonly expected: Words;
  readonly observed: Words;
  readonly basis: readonly string[];
  readonly itemText: string | null;
  /** The events it rests on, in order of time. */
  readonly events: readonly Pick<ReportedEvent, 'source' | 'id' | 'type' | 'at' | 'recordedAt'>[];
  readonly arithmetic: readonly Words[];
  readonly versions: JudgedBy;
}

export interface ReviewFinding {
  /** Unique within the case, the same in whatever order its events arrive. */
  readonly key: string;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly level: CardLevel;
  readonly mode: ReviewMode;
  /** The instant of event time at which it came to be. */
  readonly at: Instant;
  /** For what did not happen in time. */
  readonly dueAt?: Instant;
  readonly explanation: ReviewExplanation;
}

/** A rule that met the case and could not judge it. */
export interface Unjudged {
  readonly rule: string;
  /** As in the rule's `needs`; `fault`: the rule itself failed. */
  readonly missing: string;
}

export interface Review {
  readonly findings: readonly ReviewFinding[];
  /** One for each rule and what it lacks. */
  readonly unjudged: readonly Unjudged[];
  /** The next instant of event time at which something could be found; `undefined`: only by another event. */
  readonly nextAt?: Instant;
}

const RANK = new Map(EVENT_TYPES.map((type, i) => [type, i]));

/** In order of time; those of one instant by type, then by identity, never by arrival. Each event once. */
export const inReportedOrder = (events: readonly ReportedEvent[]): ReportedEvent[] =>
  [...events]
    .sort(
      (a, b) =>
        a.at - b.at || (RANK.get(a.type) ?? 0) - (RANK.get(b.type) ?? 0) || compareText(identity(a), identity(b)),
    )
    .filter((event, i, sorted) => i === 0 || !isRepeat(event, sorted[i - 1]!));

const identity = ({ source, id }: ReportedEvent): string => `${source}\n${id}`;
const isRepeat = (a: ReportedEvent, b: ReportedEvent): boolean => a.id === b.id && a.source === b.source;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Reviews a case by the wider rule book: procedure, notice, content, fees, discretion, integrity. Pure: the same events
 * give the same findings, in whatever order, number and splits they arrived.
 *
 * @param events all that count, in any order; those after `asOf` wait
 * @param asOf the case's own time
 * @param onFault told of a rule that threw; the other rules go on
 */
export function reviewCase(
  events: readonly ReportedEvent[],
  standards: Standards,
  asOf: Instant,
  rules: readonly ReviewRule[],
  onFault: (rule: string, error: unknown) => void,
): Review {
  const ordered = inReportedOrder(events);
  const happened = ordered.filter((e) => e.at <= asOf);
  const views = viewsOf(happened, standards);
  const acts = byType(happened);
  const noted = new Notebook(versionsOf(views(asOf), standards), views(asOf).item, asOf, standards.calendar);
  for (const rule of rules) {
    const setting = standards.profile.book?.[rule.code];
    if (!setting || setting.enabled === false) continue;
    try {
      if (isActRule(rule)) {
        for (const type of rule.on)
          for (const act of acts.get(type) ?? [])
            noted.acts(rule, setting, act, rule.examine(act, views(act.at), setting));
      } else {
        noted.waits(rule, setting, rule.waits(views(asOf), setting));
        noted.stages(rule, setting, stagesOf(rule, setting, views, happened, asOf));
      }
    } catch (error) {
      onFault(rule.code, error);
      noted.lacks(rule.code, { missing: 'fault' });
    }
  }
  const waiting = ordered.find((e) => e.at > asOf)?.at ?? Infinity;
  const nextAt = Math.min(noted.nextAt, waiting);
  return { findings: noted.findings(), unjudged: noted.unjudged, nextAt: nextAt === Infinity ? undefined : nextAt };
}

const isWait = (one: Wait | CannotJudge): one is Wait => !('missing' in one);

function stagesOf(
  rule: WaitRule,
  setting: RuleSetting,
  views: Views,
  happened: readonly ReportedEvent[],
  asOf: Instant,
): StageVerdict | undefined {
  const { stages = [] } = setting;
  if (stages.length === 0) return undefined;
  const { facts, standards } = views(asOf);
  const instants = new Set(happened.map(({ at }) => at));
  // An acceptance is deemed between two events.
  if (facts.deemed && facts.noticeDue !== undefined && facts.noticeDue < asOf) instants.add(facts.noticeDue + 1);
  const waitsAt = (at: Instant): Wait[] => rule.waits(views(at), setting).filter(isWait);
  return judgeStages(
    waitsAt,
    stages,
    [...instants].sort((a, b) => a - b),
    asOf,
    standards.calendar,
  );
}

/** In order of time each: most rules are about acts that a case does not have. */
function byType(events: readonly ReportedEvent[]): ReadonlyMap<EventType, readonly ReportedEvent[]> {
  const types = new Map<EventType, ReportedEvent[]>();
  for (const event of events) {
    const same = types.get(event.type);
    if (same) same.push(event);
    else types.set(event.type, [event]);
  }
  return types;
}

type Views = (at: Instant) => Seen;

/** One view for each instant that a rule asks for. */
function viewsOf(happened: readonly ReportedEvent[], standards: Standards): Views {
  const views = new Map<Instant, Seen>();
  const judged = new Map(happened.map((event) => [event, judgedOf(event)]));
  return (at) => {
    const known = views.get(at);
    if (known) return known;
    const view = new Seen(
      at,
      happened.filter((e) => e.at <= at),
      standards,
      (event) => judged.get(event) ?? judgedOf(event),
    );
    views.set(at, view);
    return view;
  };
}

class Notebook {
  nextAt = Infinity;
  readonly unjudged: Unjudged[] = [];
  private readonly byKey = new Map<string, ReviewFinding>();

  constructor(
    private readonly versions: JudgedBy,
    private readonly item: ItemVersion | undefined,
    private readonly asOf: Instant,
    private readonly calendar: WorkingCalendar,
  ) {}

  findings(): ReviewFinding[] {
    return [...this.byKey.values()].sort((a, b) => a.at - b.at || compareText(a.key, b.key));
  }

  acts(rule: ReviewRule, setting: RuleSetting, act: ReportedEvent, outcome: Outcome): void {
    for (const one of outcome)
      if ('missing' in one) this.lacks(rule.code, one);
      else this.add(rule, setting, one, { at: act.at, events: [act, ...(one.evidence ?? [])], level: one.level });
  }

  waits(rule: ReviewRule, setting: RuleSetting, waits: readonly (Wait | CannotJudge)[]): void {
    for (const one of waits) {
      if ('missing' in one) this.lacks(rule.code, one);
      else if (one.dueAt === undefined) this.lacks(rule.code, { missing: 'calendar' });
      else this.due(rule, setting, one, one.dueAt);
    }
  }

  stages(rule: ReviewRule, setting: RuleSetting, verdict: StageVerdict | undefined): void {
    if (!verdict) return;
    this.nextAt = Math.min(this.nextAt, verdict.nextAt);
    if (verdict.outOfReach) this.lacks(rule.code, { missing: 'calendar' });
    for (const { stage, wait, dueAt, instant: at } of verdict.found) {
      const { subject, from, doneBy, expected, itemText } = wait;
      const words = stageWords(wait, stage.at, at, this.calendar);
      const events = doneBy ? [from, doneBy] : [from];
      this.add(rule, setting, { subject, expected, itemText, ...words }, { at, dueAt, events, stage });
    }
  }

  lacks(rule: string, { missing }: CannotJudge): void {
    if (!this.unjudged.some((u) => u.rule === rule && u.missing === missing)) this.unjudged.push({ rule, missing });
  }

  /** From the first millisecond after the due instant, like the clocks of the contract. */
  private due(rule: ReviewRule, setting: RuleSetting, wait: Wait, dueAt: Instant): void {
    const { from, doneBy, evidence = [] } = wait;
    if (doneBy && doneBy.at <= dueAt) return;
    if (this.asOf <= dueAt) this.nextAt = Math.min(this.nextAt, dueAt + 1);
    else this.add(rule, setting, wait, { at: dueAt, dueAt, events: [from, ...(doneBy ? [doneBy] : []), ...evidence] });
  }

  private add(
    rule: ReviewRule,
    setting: RuleSetting,
    { subject, expected, observed, itemText, arithmetic = [], notCited = [] }: Observed,
    { at, dueAt, events, stage, level = stage?.level ?? setting.level }: Place,
  ): void {
    const place = stage ? `${stageName(stage.at)}|${at}` : `${at}`;
    const key = `${rule.code}|${place}${subject === undefined ? '' : `|${subject}`}`;
    if (this.byKey.has(key)) return;
    const shown = inReportedOrder([...new Set(events)]).map(({ source, id, type, at, recordedAt }) => ({
      source,
      id,
      type,
      at,
      recordedAt,
    }));
    const { versions, item } = this;
    this.byKey.set(key, {
      key,
      rule: rule.code,
      ruleVersion: setting.version,
      level,
      mode: setting.mode === 'hint' ? 'hint' : 'confirm',
      at,
      dueAt,
      explanation: {
        expected,
        observed,
        basis: citedFor(item, setting.basis).filter((citation) => !notCited.includes(citation)),
        itemText: itemText ?? null,
        events: shown,
        arithmetic,
        versions,
      },
    });
  }
}

type Observed = Pick<Observation, 'subject' | 'expected' | 'observed' | 'itemText' | 'arithmetic' | 'notCited'>;

interface Place {
  readonly at: Instant;
  readonly dueAt?: Instant;
  readonly events: readonly ReportedEvent[];
  readonly stage?: RuleStage;
  readonly level?: CardLevel;
}
