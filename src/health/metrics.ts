import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { ConsoleMetrics } from '../console/console.metrics.js';
import { ReviewerService } from '../review/reviewer.service.js';
import { FeedHealthService } from '../sources/feed-health.service.js';
import { Supervisor } from '../supervision/supervisor.js';

/** Milliseconds that the database has to say how the feeds are. */
const FEEDS_TIMEOUT_MS = 1_000;

/** Prometheus metrics of this process; few labels, no personal data. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private alarms = { behind: 0, silent: 0 };

  constructor(
    @Inject(Supervisor) supervisor: Supervisor,
    @Inject(ConsoleMetrics) consoles: ConsoleMetrics,
    @Inject(ReviewerService) reviewer: ReviewerService,
    @Inject(FeedHealthService) private readonly feeds: FeedHealthService,
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

  async text(): Promise<string> {
    await this.askFeeds();
    return this.registry.metrics();
  }

  /** Without an answer in time the last known numbers stand: whoever reads metrics wants the others at once. */
  private async askFeeds(): Promise<void> {
    const asked = this.feeds.alarms().then(
      (alarms) => void (this.alarms = alarms),
      () => undefined,
    );
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((done) => (timer = setTimeout(done, FEEDS_TIMEOUT_MS)));
    await Promise.race([asked, enough]);
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

  private gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.registry], collect: () => gauge.set(read()) });
  }
}
