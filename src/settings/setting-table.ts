import type { Bilingual } from './fault.js';

export interface SettingDoc {
  readonly name: string;
  /** Unit or shape of the value. */
  readonly unit: string;
  readonly default: string;
  readonly doc: Bilingual;
}

/** The one place where a setting is described: read by `--help`, the README and the start. */
export const SETTING_TABLE = [
  {
    name: 'PORT',
    unit: '0–65535',
    default: '3000',
    doc: { zh: 'HTTP 端口；0 表示任选空闲端口', en: 'HTTP port; 0 takes any free one' },
  },
  {
    name: 'HOST',
    unit: 'address',
    default: '127.0.0.1 (production: 0.0.0.0)',
    doc: { zh: '监听地址', en: 'address to listen on' },
  },
  {
    name: 'LIANGPAI_PROXIES',
    unit: 'address[/bits],…',
    default: '(none)',
    doc: {
      zh: '前置代理的地址，逗号分隔：只信它们给出的 X-Forwarded-For，登录按其中的地址限次',
      en: 'proxies in front, whose X-Forwarded-For alone is believed: sign-ins are limited by the address in it',
    },
  },
  {
    name: 'DATABASE_URL',
    unit: 'postgres://…',
    default: '(embedded PostgreSQL)',
    doc: {
      zh: 'PostgreSQL 14 及以上；不填则启动内嵌数据库',
      en: 'PostgreSQL 14 or later; unset starts the embedded one',
    },
  },
  {
    name: 'LIANGPAI_DATA_DIR',
    unit: 'path',
    default: '.liangpai',
    doc: { zh: '内嵌数据库的数据目录', en: 'directory of the embedded database' },
  },
  {
    name: 'LIANGPAI_FONT_DIR',
    unit: 'path',
    default: '(open stand-ins)',
    doc: {
      zh: '单位自有的公文字体（小标宋、仿宋、黑体、楷体、宋体），用于通报的 PDF',
      en: "the office's own fonts for the PDF of bulletins",
    },
  },
  {
    name: 'LIANGPAI_DEMO',
    unit: 'on | off',
    default: 'on (production: off)',
    doc: { zh: '演示数据、演示账号和演示令牌', en: 'demo data, accounts and source tokens' },
  },
  {
    name: 'LIANGPAI_SIMULATOR',
    unit: 'on | off',
    default: '= LIANGPAI_DEMO',
    doc: { zh: '模拟窗口持续产生事件', en: 'a simulated window that keeps sending events' },
  },
  {
    name: 'NODE_ENV',
    unit: 'production | …',
    default: '(unset)',
    doc: {
      zh: 'production：正式环境，不允许演示与模拟',
      en: 'production forbids the demo and the simulator',
    },
  },
] as const satisfies readonly SettingDoc[];

export type SettingName = (typeof SETTING_TABLE)[number]['name'];

/** Columns for a terminal. */
export function settingsHelp(): string {
  const width = (of: (row: SettingDoc) => string): number =>
    Math.max(...SETTING_TABLE.map((row) => of(row).length)) + 2;
  const [name, unit, preset] = [width((row) => row.name), width((row) => row.unit), width((row) => row.default)];
  return SETTING_TABLE.map(
    (row) =>
      `  ${row.name.padEnd(name)}${row.unit.padEnd(unit)}${row.default.padEnd(preset)}${row.doc.zh} / ${row.doc.en}`,
  ).join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The same table for the README. */
export function settingsMarkdown(): string {
  const rows = SETTING_TABLE.map(
    (row) => `| \`${row.name}\` | ${cell(row.unit)} | ${cell(row.default)} | ${row.doc.zh} | ${row.doc.en} |`,
  );
  return ['| setting | unit | default | 说明 | meaning |', '|---|---|---|---|---|', ...rows].join('\n');
}
