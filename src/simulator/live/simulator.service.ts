import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DAY, dayOf, HOUR, type Instant, SECOND } from '../../domain/instant.js';
import type { Settings } from '../../settings/settings.js';
import { CONFIG_DIR, SETTINGS } from '../../settings/settings.token.js';
import { Clock } from '../../time/clock.js';
import { LivePump } from '../live-pump.js';
import { sessionDeliveries } from '../session.js';
import { loadSimulator, type Simulation } from '../simulation.js';
import type { DeliveryStream } from '../stream.js';
import { LiveLine } from './live-line.js';
import {
  goesOn,
  LONGEST_CASE_DAYS,
  type LiveState,
  newState,
  simulationOf,
  versionOf,
  withSession,
} from './live-state.js';
import { type LiveFeed, LiveRepository } from './live.repository.js';

/** Milliseconds between two looks at the clock. */
const TICK_MS = 1_000;
/** Days of history after which watermarks are declared. */
const HISTORY_STEP_DAYS = 5;

/** The demonstration's own window systems: they report to this server over HTTP, as any other would. */
@Injectable()
export class SimulatorService implements OnModuleDestroy {
  private readonly logger = new Logger('simulator');
  private readonly controller = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: LiveRepository,
    private readonly clock: Clock,
    @Inject(CONFIG_DIR) private readonly configDir: string,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'demo' | 'simulator'>,
  ) {}

  /** Begins, if the settings want it, when the server can take events at `url`; ends with the application. */
  start(url: string): void {
    // Without the demo province there is nothing to simulate.
    if (!this.settings.simulator || !this.settings.demo) return;
    this.running = this.run(url).catch((error: unknown) => {
      if (!this.controller.signal.aborted) this.logger.warn(`模拟已停止 / the simulator has stopped: ${String(error)}`);
    });
  }

  /** Whether a start has more to report than a restart or a broken line has left over. */
  async hasPastToReport(): Promise<boolean> {
    const reported = await this.repository.reported();
    return reported === undefined || this.clock.now() - reported > 2 * HOUR;
  }

  async onModuleDestroy(): Promise<void> {
    this.controller.abort(new Error('the server stops'));
    await this.running;
  }

  private async run(url: string): Promise<void> {
    const config = loadSimulator(this.configDir);
    const feeds = await this.repository.open(config.settings.lines);
    const state = await this.begin(url, feeds, versionOf(config));
    const simulation = simulationOf(state, config);
    const reported = feeds.map((feed) => Math.max(state.since - 1, feed.reported ?? -Infinity));
    const oldest = Math.min(...reported);
    const stream = simulation.stream(dayOf(Math.max(state.since, oldest - LONGEST_CASE_DAYS * DAY)));
    const lines = feeds.map((feed) => this.line(feed, url, simulation.prefix));
    await this.follow(new LivePump(stream, simulation.outages, reported), stream, lines, state, simulation, oldest);
  }

  /** Goes on with the run that the database knows, or ends its cases and begins another. */
  private async begin(url: string, feeds: readonly LiveFeed[], version: string): Promise<LiveState> {
    const now = this.clock.now();
    const known = await this.repository.state();
    const marks = feeds.flatMap(({ reported }) => reported ?? []);
    const newest = marks.length === 0 ? undefined : Math.max(...marks);
    if (goesOn(known, version, newest, now)) return known;
    for (const feed of feeds)
      if (feed.reported !== undefined) {
        const cases = await this.repository.openCases(feed.id);
        await this.line(feed, url, 'former').abandon(cases, feed.reported);
      }
    const state = newState(version, newest === undefined ? undefined : newest + 3 * SECOND, now);
    await this.repository.save(state);
    return state;
  }

  private async follow(
    pump: LivePump,
    stream: DeliveryStream,
    lines: readonly LiveLine[],
    begun: LiveState,
    simulation: Simulation,
    reported: Instant,
  ): Promise<void> {
    const { signal } = this.controller;
    let state = withSession(begun, Math.max(reported, begun.since), this.clock.now());
    await this.repository.save(state);
    for (const session of state.sessions) for (const one of sessionDeliveries(session, simulation)) stream.add(one);
    for (let at = reported; !signal.aborted;) {
      at = Math.min(this.clock.now(), at + HISTORY_STEP_DAYS * DAY);
      const next = withSession(state, at, at);
      if (next !== state) {
        state = next;
        await this.repository.save(state);
        for (const one of sessionDeliveries(state.sessions.at(-1)!, simulation)) stream.add(one);
      }
      for (const report of await pump.reports(at)) await lines[report.line]!.report(report);
      if (this.clock.now() - at < TICK_MS * 2) await this.sleep(TICK_MS);
    }
  }

  private line(feed: LiveFeed, url: string, prefix: string): LiveLine {
    return new LiveLine(feed, { url, prefix, signal: this.controller.signal, sleep: (ms) => this.sleep(ms) });
  }

  private async sleep(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.controller.signal }).catch(() => undefined);
  }
}
