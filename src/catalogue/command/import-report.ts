import type { ImportAnswer, ImportRemark, ImportRow } from '../../console/exchange.protocol.js';

/** Lines about an import that a terminal shows. */
const MAX_LINES = 200;

const placeOf = ({ table, line }: Pick<ImportRemark, 'table' | 'line'>): string =>
  [table, line === null ? null : `第 ${line} 行 line ${line}`].filter((part) => part !== null).join(' ');

/** `items 第 4 行 line 4 · 承诺时限 · 数值 promised limit · amount [promised.amount]: … / …` */
function remarkLine(remark: ImportRemark): string {
  const { member, label, zh, en } = remark;
  const named = member === '' ? '' : `${label ? `${label.zh} ${label.en} ` : ''}[${member}]`;
  return `  ${[placeOf(remark), named].filter((part) => part !== '').join(' · ')}: ${zh} / ${en}`;
}

function rowLines({ outcome, code, faults, warnings }: ImportRow): string[] {
  if (faults.length + warnings.length === 0) return [];
  const said = outcome === 'refused' ? '不予导入 refused' : '存疑 doubtful';
  return [`${said}: ${code || '—'}`, ...[...faults, ...warnings].map(remarkLine)];
}

/** What became of a file, for people. */
export function reportOf(answer: ImportAnswer, url: string): string {
  const { counts, applied, batch, rows, unknownValues, leftOut } = answer;
  const values = unknownValues.map(
    ({ table, column, label, value, rows: n }) =>
      `映射不认识的值 unknown value: ${table}.${column}${label ? ` ${label.zh}` : ''} = "${value}" (${n})`,
  );
  const passed = leftOut.map((remark) => `没有读取 passed over:\n${remarkLine(remark)}`);
  const lines = [...rows.flatMap(rowLines), ...values, ...passed];
  const more = lines.length > MAX_LINES ? [`… 另有 ${lines.length - MAX_LINES} 行 more lines`] : [];
  const total = `新增 new ${counts.new} · 变更 changed ${counts.changed} · 无变化 same ${counts.same} · 不予导入 refused ${counts.refused}`;
  return [...lines.slice(0, MAX_LINES), ...more, total, outcomeOf(applied, batch, url)].join('\n');
}

function outcomeOf(applied: boolean, batch: number | null, url: string): string {
  if (!applied) return '试导入，没有保存 / a dry run: nothing is stored';
  if (batch === null) return '没有变化，没有生成草案 / nothing changes: no drafts';
  const page = new URL(`/catalogue/batches/${batch}`, url).href;
  return `批次 ${batch}，待第二人核对 / batch ${batch} waits for a second person: ${page}`;
}
