import { useI18n } from 'vue-i18n';
import type { CardCountdown } from '../../console.protocol.js';
import { briefParts, useWorkTime } from '../case/work-time.js';
import { minuteTime } from '../shared/time.js';
import { useWords } from '../shared/words.js';

/** What is told of these is about no limit. */
const UNNAMED: readonly CardCountdown['state'][] = ['ended', 'no-limit'];

/** A countdown in words. */
export function useCountdownText() {
  const { t } = useI18n();
  const { word } = useWords();
  const { leftText, timeText } = useWorkTime();

  /** Without the name of the limit. */
  function plainText(countdown: CardCountdown | null): string {
    if (!countdown) return '—';
    const { state, minutes, workday, caseState } = countdown;
    if (state === 'ended') return word('caseState', caseState);
    // Over since office hours ended: by no working time yet.
    if (state === 'over' && minutes === 0) return t('countdown.state.over');
    if (state === 'running' || state === 'over') return minutes === null ? '—' : briefText(minutes, workday);
    return t(`countdown.state.${state}`);
  }

  /** `承诺还剩 2 工作日 3 小时`: the cards of one case count to different limits. */
  function shortText(countdown: CardCountdown | null): string {
    const text = plainText(countdown);
    if (!countdown || countdown.limit === null || UNNAMED.includes(countdown.state)) return text;
    return t(`countdown.of.${countdown.limit}`, { text });
  }

  /** `还剩 2 工作日 3 小时` */
  function briefText(minutes: number, workday: number | null): string {
    const parts = briefParts(minutes, workday).map(({ unit, n }) => t(`countdown.unit.${unit}`, { n }));
    const text = parts.length === 0 ? t('countdown.unit.minutes', { n: 0 }) : parts.join(' ');
    return t(minutes < 0 ? 'countdown.over' : 'countdown.left', { t: text });
  }

  /** With the instants, and for an ended case with how near the limit was. */
  function longText(countdown: CardCountdown | null): string {
    if (!countdown) return '';
    const { state, limit, dueAt, minutes, workday, at } = countdown;
    if (limit === null) return t('countdown.none');
    const due = t(`countdown.due.${limit}`, { at: minuteTime(dueAt) });
    if (state === 'unreported') return t('countdown.unreported', { due, at: minuteTime(at) });
    const left =
      minutes === null || state === 'paused' ? plainText(countdown) : leftText(minutes, workday, state === 'over');
    if (state !== 'ended') return t('countdown.counted', { due, text: left, at: minuteTime(at) });
    const kept =
      minutes === null ? '' : t(minutes < 0 ? 'countdown.late' : 'countdown.early', { t: timeText(minutes, workday) });
    return t('countdown.ended', { state: plainText(countdown), at: minuteTime(at), due, kept });
  }

  return { plainText, shortText, longText };
}
