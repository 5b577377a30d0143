import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import { CARD_LEVELS } from '../../domain/standards.js';
import { DAY, FLAG, GROUPS, HOURS, JSON_CELL, NUMERIC, SCALAR, TEXT, TEXTS } from './cell.js';
import { type Column, column, KEY, type KindTable, type ListTable } from './table.js';

const CODE = column(KEY, '编码');
const NAME = column('name', '名称');
const BASIS = column('basis', '依据');
const EFFECTIVE = column('effectiveFrom', '生效时间');

const limit = (member: string, zh: string): Column[] => [
  column(`${member}.amount`, zh, NUMERIC),
  column(`${member}.unit`, `${zh}单位`),
  column(`${member}.from`, `${zh}起算`),
  column(`${member}.basis`, `${zh}依据`),
];

/** 裁量基准的一行 without its tiers. */
const BENCHMARK: readonly Column[] = [
  column('from', '起', DAY),
  column('until', '止', DAY),
  column('statutory.min', '法定下限', NUMERIC),
  column('statutory.max', '法定上限', NUMERIC),
  BASIS,
  column('facts', '依据的事实', TEXTS),
  column('exclusive', '不得并处', GROUPS),
];

const tiers = (ref: ListTable['ref']): ListTable => ({
  name: 'tiers',
  zh: '裁量阶次',
  list: 'tiers',
  ref,
  columns: [
    CODE,
    NAME,
    column('mitigated', '减轻', FLAG),
    column('conditions', '适用条件', JSON_CELL),
    column('value.type', '方式'),
    column('value.value', '固定值', NUMERIC),
    column('value.base', '基数'),
    column('value.min', '下限', NUMERIC),
    column('value.max', '上限', NUMERIC),
    column('value.minPercent', '最低百分比', NUMERIC),
    column('value.maxPercent', '最高百分比', NUMERIC),
  ],
  lists: [],
});

const ITEM = { member: 'item', zh: '事项' };
const itemList = (name: string, zh: string, columns: readonly Column[], more: Partial<ListTable> = {}): ListTable => ({
  name,
  zh,
  list: name,
  ref: ITEM,
  columns,
  lists: [],
  ...more,
});

const ITEMS: KindTable = {
  kind: 'items',
  name: 'items',
  zh: '事项',
  columns: [
    CODE,
    NAME,
    column('org', '机构'),
    column('kind', '办件类型'),
    EFFECTIVE,
    ...limit('statutory', '法定时限'),
    ...limit('promised', '承诺时限'),
    column('maxVisits', '到现场次数', NUMERIC),
    column('result.name', '审批结果'),
    column('result.deliverDays', '送达工作日', NUMERIC),
    column('resultName', '审批结果名称'),
    column('handling.kind', '办理方式'),
    column('handling.units', '联办单位', TEXTS),
    column('handling.step', '初审环节'),
    column('siteCheck.step', '现场核查环节'),
    column('siteCheck.officers', '核查人数', NUMERIC),
    column('siteCheck.inspection', '检验检测检疫', FLAG),
  ],
  lists: [
    itemList('steps', '环节', [NAME, CODE, ...limit('limit', '时限')]),
    itemList('pauses', '特别程序', [column('kind', '类型'), column('maxDays', '最长工作日', NUMERIC), BASIS], {
      marked: true,
    }),
    itemList('materials', '申请材料', [NAME, column('required', '必要', FLAG), BASIS], { marked: true }),
    itemList(
      'fees',
      '收费',
      [
        CODE,
        NAME,
        column('amount', '金额', SCALAR),
        column('amount.min', '金额下限', SCALAR),
        column('amount.max', '金额上限', SCALAR),
        column('standard', '收费标准', SCALAR),
        BASIS,
        column('reductionBasis', '减免依据'),
      ],
      { marked: true },
    ),
    itemList('refusals', '不予受理情形', [column('text', '情形')], { marked: true, as: 'texts' }),
    itemList('discretion', '裁量基准', [CODE, NAME, ...BENCHMARK], {
      marked: true,
      lists: [tiers({ member: 'benchmark', zh: '基准' })],
    }),
  ],
};

const ORGANISATIONS: KindTable = {
  kind: 'organisations',
  name: 'organisations',
  zh: '机构',
  columns: [
    CODE,
    NAME,
    column('nameEn', '英文名称'),
    column('kind', '类型'),
    column('region', '行政区划'),
    column('parent', '上级'),
    column('uscc', '统一社会信用代码'),
    EFFECTIVE,
  ],
  lists: [],
};

const CALENDARS: KindTable = {
  kind: 'calendars',
  name: 'calendars',
  zh: '日历',
  columns: [
    CODE,
    NAME,
    column('orgs', '适用机构', TEXTS),
    column('extends', '沿用'),
    column('officeHours', '办公时间', HOURS),
    column('firstDay', '首日', DAY),
    column('lastDay', '末日', DAY),
    EFFECTIVE,
  ],
  lists: [
    {
      name: 'days',
      zh: '放假与调休',
      list: 'days',
      ref: { member: 'calendar', zh: '日历' },
      columns: [column('date', '日期', DAY), column('off', '放假', FLAG), NAME, column('notice', '通知文号')],
      lists: [],
    },
  ],
};

const STANDARDS: KindTable = {
  kind: 'standards',
  name: 'standards',
  zh: '裁量基准',
  columns: [CODE, NAME, column('items', '适用事项', TEXTS), column('org', '机构'), ...BENCHMARK, EFFECTIVE],
  lists: [tiers({ member: 'standard', zh: '基准' })],
};

const cited = (member: string, zh: string): Column[] =>
  CARD_LEVELS.flatMap((level) =>
    ['zh', 'en', 'source'].map((name) => column(`${member}.${level}.${name}`, `${zh} ${level} ${name}`)),
  );

const PROFILES: KindTable = {
  kind: 'profiles',
  name: 'profiles',
  zh: '规则方案',
  columns: [
    CODE,
    column('version', '版本'),
    column('name.zh', '名称'),
    column('name.en', '英文名称'),
    column('extends', '沿用'),
    column('orgs', '适用机构', TEXTS),
    column('counting.value', '计时方法'),
    column('counting.source', '计时方法出处'),
    ...cited('labels', '级别名称'),
    ...cited('notify', '告知'),
    EFFECTIVE,
  ],
  lists: [
    {
      name: 'rules',
      zh: '规则',
      list: 'rules',
      as: 'map',
      marked: true,
      ref: { member: 'profile', zh: '方案' },
      columns: [
        CODE,
        column('version', '版本'),
        column('enabled', '启用', FLAG),
        column('level', '级别'),
        column('levelSource', '级别出处'),
        column('mode', '发牌方式'),
        column('name.zh', '名称'),
        column('name.en', '英文名称'),
        column('basis', '规则依据', TEXTS),
      ],
      lists: [
        {
          name: 'params',
          zh: '阈值',
          list: 'params',
          as: 'map',
          marked: true,
          ref: { member: 'rule', zh: '规则' },
          columns: [CODE, column('value', '值', NUMERIC), column('source', '出处', TEXT)],
          lists: [],
        },
        {
          name: 'stages',
          zh: '级次',
          list: 'stages',
          marked: true,
          ref: { member: 'rule', zh: '规则' },
          columns: [
            column('level', '级别'),
            column('at.daysBefore', '期限前工作日', NUMERIC),
            column('at.daysOver', '超过期限工作日', NUMERIC),
            column('source', '出处', TEXT),
          ],
          lists: [],
        },
      ],
    },
  ],
};

/** How each kind is written as tables. */
export const KIND_TABLES: Readonly<Record<CatalogueKind, KindTable>> = {
  items: ITEMS,
  organisations: ORGANISATIONS,
  calendars: CALENDARS,
  standards: STANDARDS,
  profiles: PROFILES,
};
