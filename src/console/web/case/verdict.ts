import type { ClockView } from '../../console.protocol.js';

/** Whether a clock was kept is only known once it has stopped or its due instant has passed. */
export function verdict(clock: ClockView): 'overdue' | 'onTime' | null {
  if (clock.overdue === true) return 'overdue';
  return clock.overdue === false && clock.state === 'stopped' ? 'onTime' : null;
}
