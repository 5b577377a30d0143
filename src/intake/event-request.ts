import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Feed } from '../sources/feed.js';
import { Supervisor } from '../supervision/supervisor.js';
import { TryLater } from '../supervision/try-later.js';
import { Clock } from '../time/clock.js';
import { discardBody } from './body-stream.js';
import { contentModeOf } from './content-mode.js';
import { EventAnswer } from './event-answer.js';
import { EventIntake } from './event-intake.js';
import { HttpProblem } from './http-problem.js';
import { IntakeLimits, MAX_WAITING_READERS, RETRY_AFTER_S } from './intake-limits.js';
import { type ReadItem, readEvents } from './request-reader.js';

/** Chunks of one stream that are under way at once: while one is being committed the next is read. */
const CHUNKS_AT_ONCE = 2;

/** Answers one POST of events: 200 only after every accepted event is durable and judged. */
@Injectable()
export class EventRequest {
  private readonly log = new Logger('intake');
  private readonly limits: IntakeLimits;

  constructor(
    @Inject(EventIntake) private readonly intake: EventIntake,
    @Inject(Supervisor) private readonly supervisor: Supervisor,
    @Inject(Clock) clock: Clock,
  ) {
    this.limits = new IntakeLimits(clock);
  }

  async answer(feed: Feed, req: Request, res: Response): Promise<void> {
    if (this.isOverloaded(feed)) return busy(req, res, 503);
    const done = this.limits.admit(feed);
    if (!done) return busy(req, res, 429);
    const answer = new EventAnswer();
    try {
      await this.takeAll(feed, req, answer);
      const mode = contentModeOf(req.headers);
      res.status(answer.status(mode === 'structured' || mode === 'binary')).json(answer.body());
    } catch (error) {
      this.fail(error, answer, req, res);
    } finally {
      done();
    }
  }

  /** Whoever would only wait here is told so before anything is read. */
  private isOverloaded({ policy }: Feed): boolean {
    const { credits, declares, closed } = this.supervisor;
    return closed || credits.queue > MAX_WAITING_READERS || (policy === 'declared' && declares.isFull);
  }

  private async takeAll(feed: Feed, req: Request, answer: EventAnswer): Promise<void> {
    const underWay = new Set<Promise<void>>();
    const divisible = contentModeOf(req.headers) === 'lines';
    const take = async (items: readonly ReadItem[]): Promise<void> =>
      answer.add(await this.intake.submit(feed, items, divisible));
    try {
      for await (const items of readEvents(req)) {
        // A declared watermark must not overtake what stands before it in the stream.
        if (feed.policy === 'declared') await take(items);
        else {
          const taken: Promise<void> = take(items).finally(() => underWay.delete(taken));
          taken.catch(() => undefined);
          underWay.add(taken);
          if (underWay.size >= CHUNKS_AT_ONCE) await Promise.race(underWay);
        }
      }
      await Promise.all(underWay);
    } finally {
      await Promise.allSettled(underWay);
    }
  }

  /** What has been committed before the failure is counted in the body; the sender repeats the whole, repeats do no harm. */
  private fail(error: unknown, answer: EventAnswer, req: Request, res: Response): void {
    if (res.headersSent || res.destroyed) return;
    res.set('Connection', 'close');
    if (error instanceof HttpProblem) {
      res
        .status(error.status)
        .json({ statusCode: error.status, code: error.code, message: error.detail, ...answer.body() });
    } else {
      if (!(error instanceof TryLater))
        this.log.error(
          `events could not be stored: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      const message = '暂时无法保存，请稍后原样重发 / cannot be stored now; please send the same again';
      res
        .set('Retry-After', String(RETRY_AFTER_S))
        .status(503)
        .json({ statusCode: 503, code: 'not-stored', message, ...answer.body() });
    }
    discardBody(req);
  }
}

function busy(req: Request, res: Response, status: 429 | 503): void {
  const message = '报送过多，请稍后重发 / too much at once; please send again later';
  const code = status === 429 ? 'too-many-requests' : 'busy';
  res
    .set({ 'Retry-After': String(RETRY_AFTER_S), Connection: 'close' })
    .status(status)
    .json({ statusCode: status, code, message });
  discardBody(req);
}
