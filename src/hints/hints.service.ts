import { setTimeout } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { HintPage, HintView } from '../console/hints.protocol.js';
import { MINUTE, rfc3339 } from '../domain/instant.js';
import { pageOf } from '../http/page-query.js';
import { problem } from '../http/problem.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { CURSOR_MARK, type HintQuery } from './hint.query.js';
import { HintRepository } from './hint.repository.js';
import { hintView, runView } from './hint.view.js';
import { HintRuns } from './hint-runs.js';

/** Milliseconds between two looks at what is due. */
export const LOOK_EVERY_MS = MINUTE;
/** So many cases more, and by so much, are a change of the whole. */
const [GROWN_BY, GROWN_SHARE] = [100, 0.2];
/** Milliseconds between two attempts to end a computation. */
const CANCEL_EVERY_MS = 200;

/** Rules over many cases: computed in windows, one process at a time, and kept as hints for a person. */
@Injectable()
export class HintsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('hints');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  /** Cases at the last look at which there were many more than before. */
  private cases: number | undefined;

  constructor(
    private readonly hints: HintRepository,
    private readonly runs: HintRuns,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  /** A computation under way is given up; whoever comes next makes it. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    // More than once: between two queries there is nothing to cancel.
    while (this.running) {
      await this.hints.cancel();
      await Promise.race([this.running, setTimeout(CANCEL_EVERY_MS)]);
    }
  }

  /** Makes every computation that is due; a failed one is logged and tried again at the next look. */
  async computeDue(): Promise<void> {
    const now = this.clock.now();
    const isOutdated = await this.hasGrown().catch((error: unknown) => {
      this.log.error(`办件数未能读取 / the number of cases could not be read: ${String(error)}`);
      return false;
    });
    for (const run of this.runs.all) {
      if (this.stopped) return;
      try {
        await this.hints.runIfDue(run.name, isOutdated ? now : now - run.every, now, (queries) =>
          run.work(queries, now),
        );
      } catch (error) {
        if (this.stopped) return;
        this.log.error(`线索 ${run.name} 计算失败，稍后再试 / computing hints of ${run.name} failed: ${String(error)}`);
      }
    }
  }

  async page({ limit, ...filter }: HintQuery, account: Account): Promise<HintPage> {
    const [{ rows, total }, last] = await Promise.all([
      this.hints.page(filter, visibleOrg(account), limit + 1),
      this.hints.lastRuns(),
    ]);
    const { page, nextCursor } = pageOf(CURSOR_MARK, rows, limit);
    const runs = this.runs.all.map((run) =>
      runView(
        run,
        last.find(({ name }) => name === run.name),
      ),
    );
    const newest = Math.max(...last.map(({ ranAt }) => ranAt));
    const computedAt = Number.isFinite(newest) ? rfc3339(Math.round(newest)) : null;
    return { items: page.map((row) => hintView(row, visibleOrg(account))), nextCursor, total, computedAt, runs };
  }

  /** @throws 404, 409 when it is no longer open */
  async close(id: string, note: string, account: Account): Promise<HintView> {
    const visible = visibleOrg(account);
    if (!(await this.hints.one(id, visible)))
      throw problem(404, 'unknown-hint', { zh: '没有这条线索', en: 'there is no such hint' });
    if (!(await this.hints.close(id, account.name, note, this.clock.now())))
      throw problem(409, 'hint-closed', { zh: '这条线索已经处理', en: 'the hint has been dealt with' });
    return hintView((await this.hints.one(id, visible))!, visible);
  }

  /** An import, or history that comes in, changes every window: nobody should wait for the next turn. */
  private async hasGrown(): Promise<boolean> {
    const cases = await this.hints.caseEstimate();
    const isFirst = this.cases === undefined;
    const known = (this.cases ??= cases);
    if (cases < known + Math.max(GROWN_BY, known * GROWN_SHARE)) return false;
    this.cases = cases;
    return !isFirst;
  }

  private look(): void {
    this.running ??= this.computeDue().finally(() => {
      this.running = undefined;
    });
  }
}
