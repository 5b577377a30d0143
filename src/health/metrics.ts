import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { ConsoleMetrics } from '../console/console.metrics.js';
import { Supervisor } from '../supervision/supervisor.js';

/** Prometheus metrics of this process; few labels, no personal data. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(@Inject(Supervisor) supervisor: Supervisor, @Inject(ConsoleMetrics) consoles: ConsoleMetrics) {
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

  text(): Promise<string> {
    return this.registry.metrics();
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
