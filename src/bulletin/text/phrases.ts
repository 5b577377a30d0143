import { type Figures, isBlank } from '../../console/figures.protocol.js';
import type { BulletinFigures } from '../bulletin-figures.js';
import { type Move, NONE, countMove, percent, share, shareMove, whole } from './numbers.js';

export type Count = Exclude<keyof Figures, 'onTimeRate' | 'revoked'>;

/** Case counts in 件, reminders in 次, cards in 张: 张 is what is handed out. */
export const UNIT: Readonly<Record<Count, string>> = {
  received: '件',
  accepted: '件',
  decided: '件',
  measured: '件',
  onTime: '件',
  reminders: '次',
  yellow: '张',
  red: '张',
};

export const onTimeShare = ({ onTime, measured }: Figures): number | null => share(onTime, measured);

type Compared = Pick<BulletinFigures, 'total' | 'previous' | 'lastYear'>;

/** `环比增长3.21%，同比持平`; nothing where there is nothing to compare with. */
export const countMoves = (count: Count, { total, previous, lastYear }: Compared): string =>
  [
    ...(isBlank(previous) ? [] : countPhrase('环比', '上月', count, total[count], previous[count])),
    ...(isBlank(lastYear) ? [] : countPhrase('同比', '上年同月', count, total[count], lastYear[count])),
  ].join('，');

/** Months before the system ran are not taken for zeros. */
export function incomparable({ previous, lastYear }: Compared): string {
  if (isBlank(previous) && isBlank(lastYear)) return '上月和上年同月没有可比的数据，不作环比、同比。';
  if (isBlank(previous)) return '上月没有可比的数据，不作环比。';
  return isBlank(lastYear) ? '上年同月没有可比的数据，不作同比。' : '';
}

/** `环比提高0.12个百分点，同比降低1.00个百分点`; nothing where a month had nothing to measure. */
export const onTimeMoves = ({ total, previous, lastYear }: Compared): string =>
  [
    ...sharePhrase('环比', shareMove(onTimeShare(total), onTimeShare(previous))),
    ...sharePhrase('同比', shareMove(onTimeShare(total), onTimeShare(lastYear))),
  ].join('，');

function countPhrase(name: string, then: string, count: Count, now: number, before: number): string[] {
  const move = countMove(now, before);
  return [move === null ? `${then}为0${UNIT[count]}` : moved(name, move, '增长', '下降')];
}

const sharePhrase = (name: string, move: Move | null): string[] =>
  move === null ? [] : [moved(name, move, '提高', '降低')];

function moved(name: string, { direction, amount }: Move, up: string, down: string): string {
  switch (direction) {
    case 'up':
      return `${name}${up}${amount}`;
    case 'down':
      return `${name}${down}${amount}`;
    case 'near':
      return `${name}基本持平`;
    case 'same':
      return `${name}持平`;
  }
}

/** `↑3.21%`, for a table; the header of its column says what it is compared with. */
export const moveCell = (move: Move | null): string => (move === null ? NONE : moved('', move, '↑', '↓'));

/** `12,345件` */
export const counted = (count: Count, figures: Figures): string => `${whole(figures[count])}${UNIT[count]}`;

export const onTimePercent = (figures: Figures): string => percent(onTimeShare(figures));
