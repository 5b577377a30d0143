import { timeWords } from '../../domain/wording.js';
import { type Figures, type FigureRow, isBlank } from '../../console/figures.protocol.js';
import type { BulletinDoc } from '../bulletin-doc.js';
import type { BulletinFigures, BusiestRows } from '../bulletin-figures.js';
import type { Cell, Sheet, Workbook } from '../workbook.js';
import type { Composition } from './compose.js';
import { NONE, countShift } from './numbers.js';
import { type Count, UNIT, onTimeShare } from './phrases.js';
import { plain } from './plain.js';
import { NOTES, monthWords } from './sentences.js';

type Given = Pick<Composition, 'month' | 'figures' | 'asOf'> & { readonly doc: BulletinDoc; readonly hash: string };

/** The same figures as in the document, to be worked with. */
export function composeWorkbook({ month, figures, asOf, doc, hash }: Given): Workbook {
  const { regions, orgs, items } = figures;
  const title = doc.title.join('');
  const about: [string, string][] = [
    ['标题', title],
    ['发文字号', doc.documentNo],
    ['标注', doc.notices.join('、') || NONE],
    ['统计月份', monthWords(month)],
    ['数据截至', timeWords(asOf - (asOf % 60_000)).zh],
    ['数字的 SHA-256', hash],
    ...NOTES.map((note): [string, string] => ['说明', note]),
  ];
  return {
    title,
    sheets: [
      sheet('说明', [column('项目', 16), column('内容', 90)], about),
      totals(figures),
      days(figures),
      groups('附件1 各地区', '地区', { rows: regions, rest: null }, figures),
      groups('附件2 各单位', '单位', orgs, figures),
      groups('附件3 各事项', '事项', items, figures),
    ],
  };
}

const column = (title: string, width: number) => ({ title, width });
const sheet = (name: string, columns: Sheet['columns'], rows: Sheet['rows'], summed = false): Sheet => ({
  ...{ name, columns, rows, summed },
});

const count = (value: number): Cell => ({ value, as: 'count' });
/** @param hundredths of a percent, as they are printed */
const share = (hundredths: number | null): Cell =>
  hundredths === null ? NONE : { value: hundredths / 10_000, as: 'share' };

const TOTALS: readonly (readonly [title: string, count: Count])[] = [
  ['收件', 'received'],
  ['受理', 'accepted'],
  ['办结', 'decided'],
  ['有时限可计的办结', 'measured'],
  ['其中按时办结', 'onTime'],
  ['预警', 'reminders'],
  ['黄牌', 'yellow'],
  ['红牌', 'red'],
];

/** A count of a month before, and how it has moved since. */
const beside = (of: Count, now: Figures, before: Figures, whole = before): Cell[] =>
  isBlank(whole) ? [NONE, NONE] : [count(before[of]), share(countShift(now[of], before[of]))];

function totals({ total, previous, lastYear }: BulletinFigures): Sheet {
  const rows = TOTALS.map(([title, of]): Cell[] => [
    ...[title, UNIT[of], count(total[of])],
    ...beside(of, total, previous),
    ...beside(of, total, lastYear),
  ]);
  const now = onTimeShare(total);
  const points = (before: Figures): Cell => {
    const then = onTimeShare(before);
    return now === null || then === null ? NONE : { value: (now - then) / 100, as: 'points' };
  };
  const onTime: Cell[] = [
    ...['按时办结率', '%', share(now), share(onTimeShare(previous)), points(previous)],
    ...[share(onTimeShare(lastYear)), points(lastYear)],
  ];
  const columns = ['本月', '上月', '环比', '上年同月', '同比'].map((title) => column(title, 16));
  return sheet('总体', [column('指标', 20), column('单位', 8), ...columns], [...rows, ...revoked(total), onTime]);
}

/** Only of a month that has any. */
const revoked = ({ revoked: n = 0 }: Figures): Cell[][] =>
  n === 0 ? [] : [['其中已撤销', '张', count(n), NONE, NONE, NONE, NONE]];

const days = ({ days: all }: BulletinFigures): Sheet =>
  sheet(
    '每日',
    [column('日期', 14), ...['收件（件）', '办结（件）', '预警、黄牌、红牌合计'].map((title) => column(title, 22))],
    all.map(({ day, received, decided, cards }) => [day, count(received), count(decided), count(cards)]),
  );

function groups(name: string, of: string, { rows, rest }: BusiestRows, { total, previous }: BulletinFigures): Sheet {
  const columns = [
    column(of, 36),
    ...['收件（件）', '上月收件（件）', '收件环比', '受理（件）', '办结（件）', '有时限可计的办结（件）'],
    ...['其中按时办结（件）', '按时办结率', '预警（次）', '黄牌（张）', '红牌（张）'],
  ].map((one) => (typeof one === 'string' ? column(one, Math.max(12, 2 * one.length + 2)) : one));
  const all = [
    ...rows.map((row) => cells(plain(row.name), row, previous)),
    ...(rest === null ? [] : [cells(`其余${rest.count}个`, rest, previous)]),
    cells('合计', { figures: total, previous }, previous),
  ];
  return sheet(name, columns, all, true);
}

/** @param whole of the month before: where that is blank, no row has anything to compare with */
function cells(name: string, { figures, previous }: Pick<FigureRow, 'figures' | 'previous'>, whole: Figures): Cell[] {
  const of = (...names: Count[]): Cell[] => names.map((one) => count(figures[one]));
  return [
    name,
    ...[count(figures.received), ...beside('received', figures, previous, whole)],
    ...of('accepted', 'decided', 'measured', 'onTime'),
    share(onTimeShare(figures)),
    ...of('reminders', 'yellow', 'red'),
  ];
}
