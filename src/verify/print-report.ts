import { rfc3339, type Instant } from '../domain/instant.js';
import {
  EXIT,
  exitCodeOf,
  type CardDifference,
  type CardFacts,
  type HintSummary,
  type VerifyReport,
} from './report.js';

const instant = (at: Instant | null): string => (at === null ? '—' : Number.isInteger(at) ? rfc3339(at) : String(at));

const facts = (card: CardFacts | undefined): string =>
  card
    ? [card.rule, card.level, card.step ?? '', `raised ${instant(card.raisedAt)}`, `due ${instant(card.dueAt)}`]
        .filter((word) => word !== '')
        .join(' ')
    : '—';

const hint = ({ status, org, item, from, before, observed, cases }: HintSummary): string =>
  [status, org ?? '—', item ?? '—', `${instant(from)} – ${instant(before)}`, observed, cases.join(' ')].join(' · ');

const KIND = { finding: '发现 finding ', unjudged: '无法判断 could not judge ', hint: '线索 hint ' } as const;

const difference = ({ of, caseNo, breachKey, reason, ...both }: CardDifference): string =>
  [
    `    ${caseNo === '' ? '' : `${caseNo} `}${of ? KIND[of] : ''}${breachKey}: ${reason}`,
    ...(both.expected ? [`      应有 expected ${facts(both.expected)}`] : []),
    ...(both.actual ? [`      现有 stored   ${facts(both.actual)}`] : []),
    ...(both.expectedHint ? [`      应有 expected ${hint(both.expectedHint)}`] : []),
    ...(both.actualHint ? [`      现有 stored   ${hint(both.actualHint)}`] : []),
  ].join('\n');

function section(title: string, found: number, listed: readonly string[]): string[] {
  if (found === 0) return [];
  const more = found > listed.length ? [`    … 另有 ${found - listed.length} / and ${found - listed.length} more`] : [];
  return [`  ${title}: ${found}`, ...listed, ...more];
}

const VERDICT: Readonly<Record<number, string>> = {
  [EXIT.equal]: '一致 / equal',
  [EXIT.different]: '不一致 / different',
  [EXIT.couldNotCheck]: '未能全部核对 / could not check everything',
};

/** Chinese first; how many were checked against how many exist, then every difference. */
export function reportText(report: VerifyReport): string {
  const { checked, exist, found } = report;
  return [
    `核对办件 ${checked.cases}/${exist.cases}，事件 ${checked.events}/${exist.events}，亮牌 ${checked.cards}/${exist.cards}`,
    `checked cases ${checked.cases}/${exist.cases}, events ${checked.events}/${exist.events}, ` +
      `cards ${checked.cards}/${exist.cards}${report.limited ? ' (--limit)' : ''}`,
    `审查发现 ${checked.findings}/${exist.findings}，无法判断 ${checked.unjudged}/${exist.unjudged}`,
    `findings ${checked.findings}/${exist.findings}, could not judge ${checked.unjudged}/${exist.unjudged}`,
    report.limited
      ? '线索未核对（--limit）/ hints not checked (--limit)'
      : `线索 ${checked.hints}/${exist.hints} / hints over many cases ${checked.hints}/${exist.hints}`,
    ...(report.recomputing > 0
      ? [`  待重算线索 / hints not compared, reports came after their computation: ${report.recomputing}`]
      : []),
    ...(report.neverRun.length > 0
      ? [`  尚未计算过的规则 / rules never computed yet: ${report.neverRun.join(' ')}`]
      : []),
    ...(report.pending > 0 ? [`  待巡检亮牌 / due, not yet swept: ${report.pending}`] : []),
    ...(report.reviewing > 0 ? [`  待审查办件 / cases due for review, not compared: ${report.reviewing}`] : []),
    ...section('缺少 / missing', found.missing, report.missing.map(difference)),
    ...section('多余 / extra', found.extra, report.extra.map(difference)),
    ...section('不同 / different', found.different, report.different.map(difference)),
    ...section(
      '无法核对 / could not check',
      found.couldNotCheck,
      report.couldNotCheck.map(({ caseNo, reason }) => `    ${caseNo ?? ''}: ${reason}`),
    ),
    VERDICT[exitCodeOf(report)],
  ].join('\n');
}
