import { describe, expect, it } from '@jest/globals';
import { labelled, pathLabel } from '../../src/catalogue/browse/member-path.js';
import { NATIONAL_TABLES } from '../../src/catalogue/exchange/national/national.tables.js';
import { labelledRows } from '../../src/catalogue/exchange/examination.js';
import { KIND_TABLES } from '../../src/catalogue/exchange/kind-tables.js';
import { tablesOf } from '../../src/catalogue/exchange/table.js';
import { CATALOGUE_KINDS, type CatalogueRemark } from '../../src/console/catalogue.protocol.js';

describe('a remark', () => {
  it.each([
    ['items', 'materials[3].name', '申请材料 第 4 项 · 名称', 'material no. 4 · name'],
    ['items', 'promised.amount', '承诺时限 · 数值', 'promised limit · amount'],
    [
      'standards',
      'tiers[0].value.minPercent',
      '阶次 第 1 项 · 裁量幅度 · 最低百分比',
      'tier no. 1 · value · lowest percentage',
    ],
    [
      'items',
      'discretion[0].statutory.min',
      '裁量基准 第 1 项 · 法定幅度 · 下限',
      'discretion standard no. 1 · statutory range · minimum',
    ],
    ['calendars', 'officeHours[1][0]', '办公时间 第 2 项 第 1 项', 'office hours no. 2 no. 1'],
    [
      'profiles',
      'rules.T-PROMISE-NEAR.params.daysBefore.value',
      '规则 · T-PROMISE-NEAR 承诺时限将满 · 阈值 · 期限前工作日数 · 值',
      'rule · T-PROMISE-NEAR Promised limit near · threshold · working days before the due instant · value',
    ],
  ] as const)('of %s about %s is called so', (kind, path, zh, en) => {
    const [told] = labelled<CatalogueRemark>(kind, [{ member: path, zh: '有误', en: 'wrong' }]);
    expect(told).toEqual({
      member: path,
      label: { zh: expect.any(String), en: expect.any(String) },
      zh: '有误',
      en: 'wrong',
    });
    expect(told?.label).toEqual({ zh, en });
  });

  it('of the whole, or of what nobody has named, has no label', () => {
    expect(['', 'nobodyKnows', 'nobody[2].knows'].map((path) => pathLabel('items', path))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of a national table is called as the list calls its column', () => {
    const remark = { table: NATIONAL_TABLES[0], line: 2, member: 'anticipate_day', zh: '', en: '' };
    expect(labelledRows('items', [remark])).toMatchObject([
      { label: { zh: '法定办结时限', en: 'statutory limit' }, member: 'anticipate_day' },
    ]);
  });

  it('about any column of the tables of this system has a label', () => {
    const columns = CATALOGUE_KINDS.flatMap((kind) =>
      tablesOf(KIND_TABLES[kind]).flatMap(({ columns }) => columns.map(({ member }) => ({ kind, member }))),
    );
    expect(columns.filter(({ kind, member }) => pathLabel(kind, member) === undefined)).toEqual([]);
  });
});
