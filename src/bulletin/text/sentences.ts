import { dayWords, timeWords } from '../../domain/wording.js';
import type { Instant } from '../../domain/instant.js';
import type { Figures } from '../../console/figures.protocol.js';
import type { BulletinFigures } from '../bulletin-figures.js';
import type { BulletinMonth } from '../bulletin-month.js';
import { whole } from './numbers.js';
import { type Count, counted, countMoves, incomparable, onTimeMoves, onTimePercent } from './phrases.js';

/** `2026年10月` */
export const monthWords = ({ year, month }: Pick<BulletinMonth, 'year' | 'month'>): string => `${year}年${month}月`;

const withMoves = (said: string, moves: string): string => (moves === '' ? said : `${said}，${moves}`);

/** The period, up to when the data go, and what came in and went out. */
export function caseSentences(area: string, month: BulletinMonth, figures: BulletinFigures, asOf: Instant): string {
  const { year, month: m, days } = month;
  const period = `统计期间为${year}年${m}月1日至${m}月${days}日，数据截至${timeWords(minuteOf(asOf)).zh}。`;
  const { received, accepted, decided } = figures.total;
  if (received + accepted + decided === 0) return `${period}据系统数据显示，${area}当月未发现收件、受理和办结。`;
  const said = (name: string, count: Count): string =>
    withMoves(`${name}${counted(count, figures.total)}`, countMoves(count, figures));
  return `${period}据系统数据显示，${area}共${said('收件', 'received')}；${said('受理', 'accepted')}；${said('办结', 'decided')}。${incomparable(figures)}`;
}

const minuteOf = (at: Instant): Instant => at - (at % 60_000);

/** The on-time rate with its denominator, and what is left out of it. */
export function onTimeSentences(figures: BulletinFigures): string {
  const { total } = figures;
  const { decided, measured, onTime } = total;
  if (decided === 0) return '当月未发现办结的办件，不计算按时办结率。';
  const left = `${whole(decided - measured)}件没有时限或者到期时刻不可计算，不列入按时办结率。`;
  if (measured === 0) return `办结的办件中，${left}`;
  const rate = withMoves(`按时办结率${onTimePercent(total)}`, onTimeMoves(figures));
  const late = measured === onTime ? '未发现超过时限办结' : `超过时限办结${whole(measured - onTime)}件`;
  const all = `办结的办件中，有时限可计的${whole(measured)}件，其中按时办结${whole(onTime)}件，${rate}；${late}。`;
  return decided === measured ? all : `${all}另有${left}`;
}

/** How many cards, each compared with both months. */
export function cardSentences(area: string, figures: BulletinFigures): string {
  const { total, previous, lastYear } = figures;
  const { reminders, yellow, red } = total;
  const issued = [
    reminders > 0 && `预警${counted('reminders', total)}`,
    yellow > 0 && `黄牌${counted('yellow', total)}`,
    red > 0 && `红牌${counted('red', total)}`,
  ].filter((text) => text !== false);
  const none = [reminders === 0 && '预警', yellow === 0 && '黄牌', red === 0 && '红牌'].filter(
    (text) => text !== false,
  );
  const said = [
    issued.length > 0 && `系统对${area}办件自动发出${issued.join('、')}`,
    none.length > 0 && `未发出${none.join('、')}`,
  ].filter((text) => text !== false);
  const compared = (['reminders', 'yellow', 'red'] as const)
    .filter((count) => total[count] + previous[count] + lastYear[count] > 0)
    .map((count) => ({ count, moves: countMoves(count, figures) }))
    .flatMap(({ count, moves }) => (moves === '' ? [] : [`${CARD[count]}${moves}`]));
  return `${said.join('，')}。${revokedSentence(total)}${compared.length > 0 ? `${compared.join('；')}。` : ''}`;
}

/** Of the month's cards, as they stand; editions frozen before there were revocations say nothing of them. */
const revokedSentence = ({ reminders, yellow, red, revoked }: Partial<Figures>): string =>
  revoked
    ? `其中已撤销${whole(revoked)}张（次），有效${whole((reminders ?? 0) + (yellow ?? 0) + (red ?? 0) - revoked)}张（次）。`
    : '';

const CARD = { reminders: '预警', yellow: '黄牌', red: '红牌' } as const;

/** In how many regions there were cards; which ones stands in the annexes. */
export function spreadSentence(figures: BulletinFigures): string {
  const regions = figures.regions.filter(({ key }) => key !== null);
  const named = regions.filter(({ figures: f }) => f.received + f.decided + f.yellow + f.red > 0);
  const yellow = named.filter(({ figures: f }) => f.yellow > 0).length;
  const red = named.filter(({ figures: f }) => f.red > 0).length;
  if (named.length === 0) return '各地区、单位和事项的情况见附件。';
  const said = [yellow > 0 && `${yellow}个地区的办件被发出黄牌`, red > 0 && `${red}个地区的办件被发出红牌`].filter(
    (text) => text !== false,
  );
  const what = said.length > 0 ? said.join('，') : '各地区均未发现被发出黄牌、红牌的办件';
  return `当月有业务的地区${named.length}个，其中${what}。各地区、单位和事项的情况见附件。`;
}

/** How the figures are to be read. None of it tells of guilt: a card is a fact of time, made by a rule. */
export const NOTES: readonly string[] = [
  '1.按时办结指办结时刻不晚于承诺时限的到期时刻；未作承诺的，不晚于法定时限的到期时刻。按时办结率以有时限可计的办结件为分母。',
  '2.预警、黄牌、红牌由系统依据公布的时限自动发出，是对办理时间的客观提示，以发出时间计入当月。有关单位可以作出说明。牌数不作为对单位和人员的责任认定。',
  '3.环比为与上月相比，同比为与上年同月相比，均按本次统计截止时的数据计算。上期没有数据或者为零的不计算比率，表中以“—”表示。',
  '4.数据截止之后报送的内容不改变本通报；确需更正的，另行印发新版。',
];

export const openingSentence = (basis: string, area: string, month: BulletinMonth): string =>
  `${basis}，现将${monthWords(month)}${area}行政审批电子监察情况通报如下。`;

/** A later edition says which one it takes the place of, and why. */
export const correctionSentence = (edition: number, formerAt: Instant, reason: string): string =>
  `本版为第${edition}版，自印发之日起替代${dayWords(formerAt).zh}印发的第${edition - 1}版。更正原因：${reason.replace(/[。.]+$/, '')}。`;
