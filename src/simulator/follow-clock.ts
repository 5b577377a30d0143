import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../domain/instant.js';
import { SystemClock } from '../time/clock.js';
import type { Done } from './bulk.js';
import type { Delivery } from './dispatch.js';
import { LivePump } from './live-pump.js';
import { POST_SIZE, type Posting } from './posting.js';
import type { Simulation } from './simulation.js';

export interface Pace {
  readonly from: Instant;
  readonly until: Instant;
  /** Simulated time to real time. */
  readonly speed: number;
  readonly reported?: Instant;
}

/** Real milliseconds between two reports. */
const TICK_MS = 1_000;

/** The live form: events are reported when their time has come, at real pace or faster, never ahead of the real time. */
export async function followClock(
  { from, until, speed, reported = -Infinity }: Pace,
  simulation: Simulation,
  posting: Posting,
  signal: AbortSignal,
  onProgress: (done: Done) => void,
): Promise<Done> {
  const clock = new SystemClock();
  const lines = simulation.source.world.lines.map(() => reported);
  const pump = new LivePump(simulation.stream(), simulation.outages, lines);
  const done: Done = { cases: 0, events: 0 };
  const began = performance.now();
  while (!signal.aborted) {
    const passed = (performance.now() - began) * speed;
    const now = Math.min(Math.floor(Math.max(from, reported) + passed), until, clock.now());
    const reports = await pump.reports(now);
    const due = reports.flatMap(({ deliveries }) => deliveries).sort((a, b) => a.at - b.at);
    await postAll(due, posting);
    for (const { kind, event } of due) if (kind === 'event' && event.type === 'approval.case.received') done.cases += 1;
    done.events += due.length;
    // One feed speaks for all lines: it has reported as far as the one that is furthest behind.
    await posting.declare(Math.min(...reports.map((report) => report.until)));
    onProgress(done);
    if (now >= until) break;
    await delay(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
  return done;
}

async function postAll(due: readonly Delivery[], posting: Posting): Promise<void> {
  for (let i = 0; i < due.length; i += POST_SIZE) await posting.post(due.slice(i, i + POST_SIZE));
  await posting.acknowledged();
}
