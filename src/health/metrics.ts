import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { ConsoleMetrics } from '../console/console.metrics.js';
import { ReviewerService } from '../review/reviewer.service.js';
import { FeedHealthService } from '../sources/feed-health.service.js';
import { Supervisor } from '../supervision/supervisor.js';
import { type RuleBookFigures, RuleBookRepository } from './rule-book.repository.js';

/** Milliseconds that the database has to say how feeds and the rule book are. */
const ASK_TIMEOUT_MS = 1_000;

/** Prometheus metrics of this process; few labels, no personal data. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private alarms = { behind: 0, silent: 0 };
  private book: RuleBookFigures = { pending: {}, unjudged: 0, lag: 0, computed: {}, trials: {} };
  private asking: Promise<unknown> | undefined;

  constructor(
    @Inject(Supervisor) supervisor: Supervisor,
    @Inject(ConsoleMetrics) consoles: ConsoleMetrics,
    @Inject(ReviewerService) reviewer: ReviewerService,
    @Inject(FeedHealthService) private readonly feeds: FeedHealthService,
    @Inject(RuleBookRepository) private readonly ruleBook: RuleBookRepository,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
  ) {
    collectDefaultMetrics({ register: this.registry });
    const { totals, credits } = supervisor;
    this.counter('liangpai_events_total', 'events stored and judged by this process', () => totals.events);
    this.counter('liangpai_batches_total', 'transactions of events', () => totals.batches);
    this.counter('liangpai_cards_total', 'cards written by this process', () => totals.cards);
    this.counter('liangpai_sweeps_total', 'sweeps over stored deadlines', () => totals.sweeps);
    this.counter('liangpai_swept_cases_total', 'cases judged by sweeps', () => totals.sweptCases);
    this.counter('liangpai_failed_sweeps_total', 'sweeps that failed and are tried again', () => totals.failedSweeps);
    this.gauge('liangpai_events_under_way', 'events between their request and their commit', () => credits.used);
    this.gauge('liangpai_readers_waiting', 'chunks of requests that wait for room', () => credits.queue);
    this.gauge('liangpai_feeds_behind', 'declared sources behind their rhythm', () => this.alarms.behind);
    this.gauge('liangpai_feeds_silent', 'live sources gone quiet', () => this.alarms.silent);
    this.review(reviewer, () => reviewer.backlog);
    this.rules();
    this.gauge('liangpai_consoles', 'consoles connected now', () => consoles.sockets);
    this.counter('liangpai_console_messages_total', 'messages with changes to consoles', () => consoles.messages);
    this.counter(
      'liangpai_console_slow_total',
      'consoles cut off because they did not take their changes',
      () => consoles.slow,
    );
    this.counter(
      'liangpai_console_feed_failures_total',
      'failed reads of the change feed',
      () => consoles.feedFailures,
    );
  }

  /** The wider rule book. */
  private review({ totals }: ReviewerService, backlog: () => number): void {
    this.gauge('liangpai_review_backlog', 'judged cases that wait for their review, at most 100,000', backlog);
    this.counter('liangpai_review_cases_total', 'cases reviewed by this process', () => totals.reviewed);
    this.counter('liangpai_review_findings_total', 'findings written by this process', () => totals.findings);
    this.counter(
      'liangpai_review_withdrawn_total',
      'findings that the events no longer support',
      () => totals.withdrawn,
    );
    this.counter('liangpai_review_set_aside_total', 'cases that could not be reviewed', () => totals.setAside);
    this.counter('liangpai_review_failures_total', 'reviews that failed and are tried again', () => totals.failures);
  }

  /** What waits, over all processes, and by what is judged. */
  private rules(): void {
    this.gauge(
      'liangpai_review_lag_seconds',
      'age of the oldest judgement that waits for its review',
      () => this.book.lag,
    );
    this.gauges('liangpai_findings_pending', 'findings that wait for a person', 'mode', () => this.book.pending);
    this.gauge('liangpai_unjudged', 'rules that could not judge a case', () => this.book.unjudged);
    this.gauges(
      'liangpai_hints_computed_timestamp_seconds',
      'last computation over many cases',
      'run',
      () => this.book.computed,
    );
    this.gauges('liangpai_trials', 'trials queued and running', 'state', () => this.book.trials);
    this.gauges('liangpai_catalogue_revision', 'newest version by which this process judges', 'profile', () => ({
      [this.catalogue.currentRefs().profile]: this.catalogue.judgedRevision,
    }));
    this.gauge(
      'liangpai_unread_profiles',
      'rule profiles in force that a newer edition of the program has published and this one can not read',
      () => this.catalogue.unreadProfiles.length,
    );
  }

  async text(): Promise<string> {
    await this.ask();
    return this.registry.metrics();
  }

  /** Without an answer in time the last known numbers stand: whoever reads metrics wants the others at once. */
  private async ask(): Promise<void> {
    this.asking ??= Promise.allSettled([
      this.feeds.alarms().then((alarms) => (this.alarms = alarms)),
      this.ruleBook.figures().then((book) => (this.book = book)),
    ]).finally(() => (this.asking = undefined));
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((done) => (timer = setTimeout(done, ASK_TIMEOUT_MS)));
    await Promise.race([this.asking, enough]);
    clearTimeout(timer);
  }

  private counter(name: string, help: string, read: () => number): void {
    const counter: Counter = new Counter({
      name,
      help,
      registers: [this.registry],
      collect: () => {
        counter.reset();
        counter.inc(read());
      },
    });
  }

  /** One figure for each value of a label. */
  private gauges(name: string, help: string, label: string, read: () => Readonly<Record<string, number>>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect: () => {
        gauge.reset();
        for (const [value, n] of Object.entries(read())) gauge.set({ [label]: value }, n);
      },
    });
  }

  private gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.registry], collect: () => gauge.set(read()) });
  }
}
