import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DATABASE_ADDRESS } from '../database/database.module.js';
import { Clock } from '../time/clock.js';
import { LoopMeter, pauseAfter } from './pace.js';
import { type ClaimedTrial, TrialLog } from './trial-log.js';
import { runInThread } from './trial-thread.js';
import type { TrialProgressNote, TrialReply } from './worker.protocol.js';

/** Finished trials that are kept; those with a proposal are kept besides. */
export const MAX_KEPT_TRIALS = 30;
/** Progress without changes is written down this often (milliseconds); a cancellation is heard as often. */
const NOTE_EVERY_MS = 500;
const RETRY_MS = 10_000;

/** Runs the trials of this server one after the other, each in a thread of its own. */
@Injectable()
export class TrialRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('trials');
  private readonly meter = new LoopMeter();
  private running: Promise<void> | undefined;
  private again = false;
  private readonly stop = new AbortController();

  constructor(
    @Inject(DATABASE_ADDRESS) private readonly databaseUrl: string,
    private readonly clock: Clock,
  ) {}

  /** Trials that a former server left running are marked; those that wait go on. */
  onApplicationBootstrap(): void {
    this.wake();
  }

  /** The trial that runs is marked as interrupted. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  /** Looks whether a trial waits; returns at once. */
  wake(): void {
    this.again = true;
    this.running ??= this.work()
      .catch((error: unknown) => {
        this.logger.error('the queue of trials could not be read', error);
        // The database is away: those that wait are not forgotten.
        setTimeout(() => !this.stop.signal.aborted && this.wake(), RETRY_MS).unref();
      })
      .finally(() => {
        this.running = undefined;
        if (this.again && !this.stop.signal.aborted) this.wake();
      });
  }

  private async work(): Promise<void> {
    this.again = false;
    const log = await TrialLog.open(this.databaseUrl);
    try {
      await log.markInterrupted(this.clock.now());
      while (!this.stop.signal.aborted) {
        const trial = await log.claim(this.clock.now());
        if (!trial) break;
        await this.run(log, trial);
        await log.forget(MAX_KEPT_TRIALS);
      }
    } finally {
      await log.close();
    }
  }

  private async run(log: TrialLog, { id, ...order }: ClaimedTrial): Promise<void> {
    let cancelled = false;
    let noted = -Infinity;
    this.meter.utilization();
    const take = async (note: TrialProgressNote): Promise<TrialReply> => {
      const now = performance.now();
      if (note.changes.length > 0 || now - noted > NOTE_EVERY_MS || note.done === note.total) {
        noted = now;
        cancelled = !(await log.note(id, note));
      }
      return cancelled ? { stop: true } : { pause: pauseAfter(note.took, this.meter.utilization()) };
    };
    try {
      const summary = await runInThread({ ...order, databaseUrl: this.databaseUrl }, take, this.stop.signal);
      const state = summary ? 'done' : cancelled ? 'cancelled' : 'interrupted';
      await log.end(id, state, this.clock.now(), { summary });
    } catch (error) {
      this.logger.error(`trial ${id} failed`, error);
      const failure = error instanceof Error ? error.message : String(error);
      await log.end(id, 'failed', this.clock.now(), { failure });
    }
  }
}
