import { createHash } from 'node:crypto';
import { DAY, type Day, dayOf, type Instant, isoOfDay, parseRfc3339, rfc3339, startOfDay } from '../domain/instant.js';
import type { Progress } from '../import/progress.js';
import { SystemClock } from '../time/clock.js';
import { ReadingClient } from './api.js';
import { type Done, sendBulk } from './bulk.js';
import { followClock } from './follow-clock.js';
import { Posting } from './posting.js';
import { shownResult } from './result.js';
import { loadSimulator, Simulation, type SimulatorConfig } from './simulation.js';

export interface SimulateFlags {
  readonly cases?: number;
  readonly from?: Day;
  readonly to?: Day;
  readonly seed: number;
  readonly profile: string;
  readonly speed?: number;
  readonly url: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
  readonly watermarkEvery: number;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
}

export interface SimulateContext {
  readonly configDir: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What to print, and whether nothing went wrong that should not have. */
export interface SimulateResult {
  readonly lines: readonly string[];
  readonly isClean: boolean;
}

/** Public knowledge (contract §1, §2). */
const DEMO_REPLAY = 'demo-replay';
const DEMO_ACCOUNT = { username: 'inspector', password: 'liangpai-demo' };

/** @throws Error when it cannot run, or not go on */
export async function simulate(flags: SimulateFlags, context: SimulateContext): Promise<SimulateResult> {
  const config = loadSimulator(context.configDir);
  const now = new SystemClock().now();
  const period = periodOf(flags, now);
  const simulation = simulationOf(flags, period, config);
  if (flags.dryRun) return dryRun(simulation, period);
  const token = flags.token ?? process.env['LIANGPAI_TOKEN'] ?? DEMO_REPLAY;
  const client = await ReadingClient.signIn(
    flags.url,
    flags.username ?? process.env['LIANGPAI_USERNAME'] ?? DEMO_ACCOUNT.username,
    flags.password ?? process.env['LIANGPAI_PASSWORD'] ?? DEMO_ACCOUNT.password,
  );
  try {
    const reported = token === DEMO_REPLAY ? await client.declaredUntil(DEMO_REPLAY) : undefined;
    const declared = reported === undefined ? undefined : parseRfc3339(reported);
    if (declared !== undefined && declared > period.from && !flags.resume) throw new Error(alreadyPast(declared));
    const { progress, signal } = context;
    const source = `urn:liangpai:simulator:${simulation.prefix}`;
    const onWait = (reason: string, ms: number): void => progress.note(`${reason}: 等待 waiting ${ms / 1000} s`);
    const posting = new Posting({ url: flags.url, token, source, signal, onWait });
    const began = performance.now();
    const done = await send(flags, period, simulation, posting, declared, context);
    const seconds = (performance.now() - began) / 1_000;
    const totals = await client.totals(rfc3339(period.from), rfc3339(Math.min(period.until, new SystemClock().now())));
    return { lines: shownResult(posting.sent, done, seconds, totals), isClean: posting.sent.unexpected.length === 0 };
  } finally {
    await client.signOut().catch(() => undefined);
  }
}

interface Period {
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
}

function periodOf({ from, to, cases, speed }: SimulateFlags, now: Instant): Period {
  if (speed === undefined && (from === undefined || to === undefined || cases === undefined))
    throw new Error('请给出 --cases、--from、--to / give --cases, --from and --to (or --speed for the live form)');
  if (cases !== undefined && to === undefined) throw new Error('--cases 需要 --to / --cases needs --to');
  const period = {
    from: from === undefined ? now : startOfDay(from),
    until: to === undefined ? Infinity : startOfDay(to + 1),
  };
  if (period.until <= period.from) throw new Error('--to 早于 --from / --to lies before --from');
  if (speed === undefined && period.until > now)
    throw new Error('--to 应为过去的日子 / --to must be a day of the past');
  return period;
}

function simulationOf(flags: SimulateFlags, { from }: Period, config: SimulatorConfig): Simulation {
  const profile = config.settings.profiles.get(flags.profile);
  const known = [...config.settings.profiles.keys()].join(', ');
  if (!profile) throw new Error(`--profile 只能是 / must be one of: ${known}`);
  const { cases, to, seed } = flags;
  const volume = cases === undefined || to === undefined ? { perDay: profile.perDay } : { cases, lastDay: to };
  return new Simulation(config, { profile, seed, firstDay: dayOf(from), since: from, volume });
}

function send(
  flags: SimulateFlags,
  period: Period,
  simulation: Simulation,
  posting: Posting,
  reported: Instant | undefined,
  { progress, signal }: SimulateContext,
): Promise<Done> {
  const total = flags.cases ?? 0;
  progress.start(total);
  const onProgress = ({ cases, events }: Done): void => progress.update(cases, events);
  const stream = simulation.stream();
  const sent =
    flags.speed === undefined
      ? sendBulk({ stream, ...period, markEvery: flags.watermarkEvery || 1, reported }, posting, onProgress)
      : followClock({ ...period, speed: flags.speed, reported }, simulation, posting, signal, onProgress);
  return sent.finally(() => progress.stop());
}

function alreadyPast(declared: Instant): string {
  return (
    `来源 ${DEMO_REPLAY} 的水位已到 ${rfc3339(declared)}，此前的事件都算迟到：请登记新来源并用 --token，或用 --resume 续传同一次模拟 / ` +
    `the watermark of ${DEMO_REPLAY} already stands there and everything before it would be late: ` +
    `register a source (liangpai source add … --watermark declared) and give its --token, or --resume the same simulation`
  );
}

function dryRun(simulation: Simulation, { from, until }: Period): SimulateResult {
  if (until === Infinity) throw new Error('--dry-run 需要 --to / --dry-run needs --to');
  const hash = createHash('sha256');
  const count: Record<string, number> = {};
  let events = 0;
  for (const { event, kind } of simulation.stream().upTo(until - 1)) {
    hash.update(`${JSON.stringify(event)}\n`);
    events += 1;
    count[kind] = (count[kind] ?? 0) + 1;
  }
  const days = (until - from) / DAY;
  const kinds = Object.entries(count).map(([kind, n]) => `${kind} ${n}`);
  return {
    isClean: true,
    lines: [
      `试运行 dry run: ${isoOfDay(dayOf(from))} – ${isoOfDay(dayOf(until - 1))} · ${Math.ceil(days)} 日 days · ${simulation.prefix}`,
      `事件 events ${events} (${kinds.join(', ')})`,
      `sha256 ${hash.digest('hex')}`,
    ],
  };
}
