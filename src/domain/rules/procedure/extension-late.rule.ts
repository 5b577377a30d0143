import type { Clock } from '../../clock.js';
import { reasonWords } from '../../explanation.js';
import type { Instant } from '../../instant.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { Seen } from '../../review/seen.js';
import { type Words, timeWords } from '../../wording.js';
import { workingDayLines } from '../deadline.js';
import { EXTENSION_BASIS } from './extension.rules.js';

/** 期限届满后延长. */
export const extensionLate: ActRule = {
  code: 'P-EXTEND-LATE',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '期限届满后延长', en: 'Extended after the limit' },
  description: {
    zh: '延长的时间晚于法定时限（没有法定时限的，承诺时限）届满；这样的延长不影响时限',
    en: 'An extension was granted after the statutory limit (the promised one where there is none) had ended; it does not lengthen the limits',
  },
  basis: EXTENSION_BASIS,
  needs: ['item', 'item.statutory', 'calendar'],
  shows: { zh: '延长的时间，时限届满的时间', en: 'when it was granted, and when the limit had ended' },
  params: {},
  on: ['extension.granted'],
  examine: (act, seen) => {
    const without = seen.events.filter((event) => event !== act);
    const clock = deadline(new Seen(seen.at, without, seen.standards));
    // No limit runs before the acceptance.
    if (!clock && seen.facts.start === undefined) return seen.item ? FINE : cannotJudge('item');
    if (!clock) return cannotJudge(seen.item ? 'item.statutory' : 'item');
    if (clock.state === 'not-computable') return cannotJudge('calendar');
    if (clock.dueAt === undefined || act.at <= clock.dueAt) return FINE;
    const [now, due] = [timeWords(act.at), timeWords(clock.dueAt)];
    const start = seen.first(clock.startedBy === 'acceptance' ? 'case.accepted' : 'case.received');
    return found({
      expected: {
        zh: `延长期限的，不晚于${due.zh}批准`,
        en: `an extension, if any, is granted by ${due.en}`,
      },
      observed: { zh: `${now.zh}延长期限，晚于${due.zh}`, en: `extended at ${now.en}, after ${due.en}` },
      evidence: start && [start],
      arithmetic: arithmetic(clock, clock.dueAt, seen),
      itemText: clock.limit?.basis,
    });
  },
};

/** The statutory clock; the promised one where there is no statutory limit. */
const deadline = ({ clocks }: Seen): Clock | undefined =>
  (['statutory', 'promised'] as const)
    .map((kind) => clocks.find((c) => c.kind === kind && c.state !== 'no-limit'))
    .find((c) => c !== undefined);

/** How the limit was counted, so that it can be checked on paper. */
function arithmetic(clock: Clock, dueAt: Instant, { standards }: Seen): readonly Words[] {
  const [due, why] = [timeWords(dueAt), reasonWords(clock, standards)];
  return clock.counted?.mode === 'working-days'
    ? [why, ...workingDayLines(clock.startedAt, dueAt, clock.counted.amount, standards.calendar)]
    : [{ zh: `${why.zh}，${due.zh}届满`, en: `${why.en}, ends at ${due.en}` }];
}
