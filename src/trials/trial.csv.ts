import { stringify } from 'csv-stringify/sync';
import type { TrialSummary, TrialView } from '../console/trials.protocol.js';
import { CHANGE_KINDS, CHANGE_TIERS, type ChangeCounts } from '../console/trials.protocol.js';
import type { Words } from '../domain/wording.js';
import type { ListedChange } from './trial.row.js';

const KINDS = { appear: '出现', vanish: '消失', level: '变级', mode: '改变方式', moved: '时刻变化' } as const;
const TIERS = { card: '自动告警', finding: '待确认发现', hint: '线索' } as const;
const LEVELS = { reminder: '预警', yellow: '黄牌', red: '红牌' } as const;

/** UTF-8 with BOM and CRLF, as spreadsheets open it; a text that they would read as a formula is made plain. */
const csvOf = (lines: (string | number)[][]): string =>
  stringify(lines, { bom: true, record_delimiter: 'windows', escape_formulas: true });

/** What was tried, and its totals: for each of the three kinds of results, whole and by rule, department and item. */
export function summaryCsv(trial: TrialView, summary: TrialSummary): string {
  const counted = (by: string, code: string, name: string, of: Record<'cards' | 'findings' | 'hints', ChangeCounts>) =>
    CHANGE_TIERS.map((tier) => [...[by, code, name, TIERS[tier]], ...CHANGE_KINDS.map((kind) => of[`${tier}s`][kind])]);
  const groups = [
    ['规则', summary.byRule],
    ['单位', summary.byOrg],
    ['事项', summary.byItem],
  ] as const;
  return csvOf([
    ...aboutTrial(trial, summary),
    [],
    ['分组', '代码', '名称', '结果', ...CHANGE_KINDS.map((kind) => `${KINDS[kind]}（条）`)],
    ...counted('全部', '', '', summary),
    ...groups.flatMap(([by, rows]) =>
      rows.flatMap((row) => counted(by, row.code ?? '', row.name?.zh ?? '（未知）', row)),
    ),
  ]);
}

function aboutTrial(trial: TrialView, { cases, versions, notKept }: TrialSummary): (string | number)[][] {
  return [
    ['试算', trial.name],
    ['收件时期（起，含）', trial.from],
    ['收件时期（止，不含）', trial.to],
    ['机构', trial.org ?? '全部机构'],
    ['时期内办件（件）', cases.total],
    ['重算的办件（件）', cases.judged],
    ['未能研判的办件（件）', cases.unjudgeable],
    ...versions.map((one) => ['所比版本', one.before, one.after, `${one.cases} 件`]),
    ['用时（秒）', trial.seconds ?? '—'],
    ['只计数未逐件保留的变化（条）', notKept],
  ];
}

const HEAD = ['办件编号', '变化', '结果', '规则代码', '监察规则', '单位代码', '被监察单位', '事项代码', '审批事项'];
const SIDE = ['级别', '产生时刻', '应办时限'];

/** The changes that are kept, one a line. */
export function changesCsv(changes: readonly ListedChange[], ruleName: (rule: string) => Words): string {
  const side = (computation: ListedChange['before']): string[] =>
    computation?.level
      ? [LEVELS[computation.level], computation.raisedAt ?? '', computation.dueAt ?? '']
      : ['', '', ''];
  return csvOf([
    [...HEAD, ...SIDE.map((one) => `现行${one}`), ...SIDE.map((one) => `试算${one}`)],
    ...changes.map((one) => [
      ...[one.caseNo, KINDS[one.kind], TIERS[one.tier], one.rule, ruleName(one.rule).zh],
      ...[one.org ?? '', one.orgName ?? '', one.item ?? '', one.itemName ?? ''],
      ...side(one.before),
      ...side(one.after),
    ]),
  ]);
}

/** `Content-Disposition` of a file; the plain name is for programs that do not read the other (RFC 6266). */
export const csvFile = (id: number, part: 'summary' | 'changes'): string =>
  `attachment; filename="trial-${id}-${part}.csv"; filename*=UTF-8''${encodeURIComponent(
    `试算${id}${part === 'summary' ? '汇总' : '逐件变化'}.csv`,
  )}`;
