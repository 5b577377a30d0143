import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { checkDurability } from '../database/durability.js';
import { Supervisor } from '../supervision/supervisor.js';
import { Clock, DatabaseClock, MAX_SKEW_MS } from '../time/clock.js';

/** Milliseconds that the database has to answer a probe. */
const PROBE_TIMEOUT_MS = 2_000;

/** Why this process should not be sent anything now. */
@Injectable()
export class HealthService {
  private draining = false;

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(Supervisor) private readonly supervisor: Supervisor,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Said at the beginning of a shutdown. */
  drain(): void {
    this.draining = true;
  }

  /** Empty when ready. */
  async reasons(): Promise<string[]> {
    const reasons: string[] = [];
    if (this.draining) reasons.push('shutting-down');
    try {
      reasons.push(...(await within(PROBE_TIMEOUT_MS, this.databaseReasons())));
    } catch (error) {
      reasons.push(`database: ${error instanceof Error ? error.message : String(error)}`);
    }
    return [...this.supervisor.stalls(), ...reasons];
  }

  private async databaseReasons(): Promise<string[]> {
    const faults = await checkDurability((sql) => this.source.query(sql));
    // Such a database would lose what it has acknowledged: no event is taken until it is put right.
    this.supervisor.refuse(faults.map((f) => `${f.name}=${f.value}: ${f.reason.zh} / ${f.reason.en}`));
    const reasons: string[] = [];
    const rows: { replica: boolean }[] = await this.source.query('SELECT pg_is_in_recovery() AS replica');
    if (rows[0]?.replica) reasons.push('database: 只读副本 / read-only replica');
    if (this.clock instanceof DatabaseClock) {
      await this.clock.synchronise(this.source);
      if (Math.abs(this.clock.skew) > MAX_SKEW_MS)
        reasons.push(`clock-skew: ${this.clock.skew} ms (${MAX_SKEW_MS} ms allowed)`);
    }
    return reasons;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
