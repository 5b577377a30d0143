import type { Logger } from '@nestjs/common';

/** Milliseconds in which a rule that fails again and again is logged once. */
const QUIET_MS = 60_000;

/** Logs rules that throw: each with its first case, then at most once a minute with how often it failed since. */
export class RuleFaults {
  private readonly known = new Map<string, { loggedAt: number; since: number }>();

  constructor(private readonly log: Pick<Logger, 'error'>) {}

  note(rule: string, caseNo: string, error: unknown): void {
    const fault = this.known.get(rule);
    if (fault && performance.now() - fault.loggedAt < QUIET_MS) {
      fault.since += 1;
      return;
    }
    this.known.set(rule, { loggedAt: performance.now(), since: 0 });
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const more = fault ? `（其间 ${fault.since} 次 / ${fault.since} times meanwhile）` : '';
    this.log.error(`规则 ${rule} 在办件 ${caseNo} 上出错${more} / rule ${rule} failed on case ${caseNo}: ${stack}`);
  }
}
