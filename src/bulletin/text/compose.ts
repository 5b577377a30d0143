import { type Instant, dayOf, isoOfDay } from '../../domain/instant.js';
import { dayWords } from '../../domain/wording.js';
import type { Block, BulletinDoc, Figure } from '../bulletin-doc.js';
import type { BulletinFigures } from '../bulletin-figures.js';
import type { BulletinMonth } from '../bulletin-month.js';
import type { Office } from '../office.js';
import { whole } from './numbers.js';
import { plain } from './plain.js';
import {
  NOTES,
  caseSentences,
  cardSentences,
  correctionSentence,
  monthWords,
  onTimeSentences,
  openingSentence,
  spreadSentence,
} from './sentences.js';
import { rowsTable, totalsTable } from './tables.js';

export interface Composition {
  readonly office: Office;
  readonly month: BulletinMonth;
  readonly figures: BulletinFigures;
  /** Up to when the figures are counted. */
  readonly asOf: Instant;
  /** Null: a draft of which nothing is known yet. */
  readonly issue: Issue | null;
  readonly demo: boolean;
}

/** What an edition bears beside its figures. */
export interface Issue {
  /** 成文日期 */
  readonly at: Instant;
  readonly edition: number;
  /** Serial of the 发文字号; null: left blank, to be written by hand. */
  readonly number: number | null;
  /** What it corrects; null for the first edition. */
  readonly correction: { readonly formerAt: Instant; readonly reason: string } | null;
  /** Not issued: to be looked at before. */
  readonly isProposed?: boolean;
}

const h = (level: 1 | 2, text: string): Block => ({ kind: 'h', level, text });
const p = (text: string): Block => ({ kind: 'p', text });

/** The standard text of a month, built from nothing but its figures. */
export function composeBulletin(given: Composition): BulletinDoc {
  const { office, month, figures, issue, demo } = given;
  const area = figures.region === null ? office.area : plain(figures.region.name);
  const notices = [
    ...(issue === null || issue.isProposed ? ['草稿'] : []),
    ...(issue !== null && issue.edition > 1 ? [`第${issue.edition}版`] : []),
    ...(demo ? ['演示数据'] : []),
  ];
  return {
    mark: office.mark,
    documentNo: documentNo(office, issue?.at ?? given.asOf, issue?.number ?? null),
    notices,
    title: [`关于${monthWords(month)}${area}行政审批`, '电子监察情况的通报'],
    addressees: office.addressees,
    blocks: [...body(given, area), ...annexes(given, area), imprint(given)],
  };
}

/** 发文字号; without a serial its place stays blank. */
export const documentNo = ({ symbol }: Pick<Office, 'symbol'>, dated: Instant, number: number | null): string =>
  `${symbol}〔${isoOfDay(dayOf(dated)).slice(0, 4)}〕${number ?? '\u3000\u3000'}号`;

function body({ office, month, figures, asOf, issue }: Composition, area: string): Block[] {
  const titles = annexTables(area, month, figures).map(({ title }) => title);
  return [
    p(openingSentence(office.basis, area, month)),
    ...(issue?.correction
      ? [p(correctionSentence(issue.edition, issue.correction.formerAt, plain(issue.correction.reason)))]
      : []),
    h(1, '一、基本情况'),
    h(2, '（一）办件总量'),
    p(caseSentences(area, month, figures, asOf)),
    totalsTable(figures, `表1\u3000${monthWords(month)}${area}办件和发牌总体情况`),
    dailyFigure(figures, `图1\u3000${monthWords(month)}${area}每日收件、办结和发牌情况`),
    h(2, '（二）按时办结'),
    p(onTimeSentences(figures)),
    h(1, '二、发牌情况'),
    p(cardSentences(area, figures)),
    p(spreadSentence(figures)),
    h(1, '三、有关说明'),
    ...NOTES.map(p),
    { kind: 'annexes', titles },
    { kind: 'sign', organ: office.organ, date: issue === null ? '（未印发）' : dayWords(issue.at).zh },
  ];
}

const annexTables = (
  area: string,
  month: BulletinMonth,
  { regions, orgs, items, total, previous }: BulletinFigures,
) => {
  const sums = { figures: total, previous };
  const title = (of: string): string => `${monthWords(month)}${area}各${of}办件和发牌情况`;
  return [
    { title: title('地区'), of: '地区', rows: regions, rest: null, total: sums },
    { title: title('单位'), of: '单位', ...orgs, total: sums },
    { title: title('事项'), of: '事项', ...items, total: sums },
  ];
};

const annexes = ({ month, figures }: Composition, area: string): Block[] =>
  annexTables(area, month, figures).flatMap(({ title, ...table }, i): Block[] => [
    { kind: 'annex', label: `附件${i + 1}`, title },
    rowsTable(table),
  ]);

function dailyFigure({ days }: BulletinFigures, caption: string): Figure {
  const most = (name: 'received' | 'decided' | 'cards', said: string, unit: string): string => {
    const [top] = [...days].sort((a, b) => b[name] - a[name]);
    return top && top[name] > 0
      ? `${said}最多的一日为${dayOfMonth(top.day)}日，${whole(top[name])}${unit}`
      : `当月未发现${said}`;
  };
  const alt = `${caption}。${most('received', '收件', '件')}；${most('decided', '办结', '件')}；${most('cards', '发牌', '张')}。`;
  const bars = days.map(({ day, received, decided, cards }) => ({ label: dayOfMonth(day), received, decided, cards }));
  return { kind: 'figure', caption, alt, chart: { days: bars } };
}

const dayOfMonth = (day: string): string => String(Number(day.slice(8, 10)));

const imprint = ({ office, issue }: Composition): Block => ({
  kind: 'imprint',
  copyTo: office.copyTo,
  organ: office.organ,
  date: issue === null ? '未印发' : `${dayWords(issue.at).zh}印发`,
});
