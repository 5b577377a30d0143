import { useI18n } from 'vue-i18n';

export interface TimePart {
  unit: 'days' | 'hours' | 'minutes';
  n: number;
}

/**
 * Minutes as the two largest units that a person reads.
 *
 * @param workday minutes of a working day; null for a time by the wall clock, which has no working days
 */
export function timeParts(minutes: number, workday: number | null): TimePart[] {
  const whole = Math.abs(Math.round(minutes));
  const days = workday ? Math.floor(whole / workday) : 0;
  const rest = whole - days * (workday ?? 0);
  const parts: TimePart[] = [
    { unit: 'days', n: days },
    { unit: 'hours', n: Math.floor(rest / 60) },
    { unit: 'minutes', n: rest % 60 },
  ];
  const first = parts.findIndex(({ n }) => n > 0);
  return first < 0 ? [] : parts.slice(first, first + 2).filter(({ n }) => n > 0);
}

/** Working days from which on a narrow column leaves the hours out. */
const MANY_DAYS = 10;

export function briefParts(minutes: number, workday: number | null): TimePart[] {
  const parts = timeParts(minutes, workday);
  const [first] = parts;
  return first?.unit === 'days' && first.n >= MANY_DAYS ? [first] : parts;
}

export type LeftWord = 'overNow' | 'none' | 'over' | 'left';

/**
 * `none`: no minute of office hours is left although it is not late: due at night, on a day off, or within the minute.
 * `overNow`: late, by no minute of office hours yet.
 */
export function leftWord(minutes: number, workday: number | null, overdue: boolean | null): LeftWord {
  const nothing = Math.round(minutes) === 0;
  if (overdue) return nothing ? 'overNow' : 'over';
  if (workday !== null && nothing) return 'none';
  return minutes < 0 ? 'over' : 'left';
}

/** `2 个工作日 3 小时` / `2 working days 3 h` */
export function useWorkTime() {
  const { t } = useI18n();

  function timeText(minutes: number | null, workday: number | null): string {
    if (minutes === null) return '—';
    const parts = timeParts(minutes, workday);
    return parts.length === 0
      ? t('workTime.zero')
      : parts.map(({ unit, n }) => t(`workTime.${unit}`, { n }, n)).join(' ');
  }

  /** What is left of a limit, or by how much it has passed. */
  const leftText = (minutes: number, workday: number | null, overdue: boolean | null): string =>
    t(`workTime.${leftWord(minutes, workday, overdue)}`, { t: timeText(minutes, workday) });

  return { timeText, leftText };
}
