import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadItems } from '../../src/catalogue/items/item.files.js';
import { guideOf, guideWarnings } from '../../src/catalogue/items/item.guide.js';
import { type ItemBody, judgedVersion } from '../../src/catalogue/items/item.js';
import { readItem } from '../../src/catalogue/items/item.reader.js';
import { loadProvince } from '../../src/demo/province/province.js';
import { CONFIG } from '../support/test-app.js';

const ITEM = { name: '取水许可', org: '210000-slt', kind: 'promised' } as const;
const bodyWith = (more: Partial<ItemBody>): ItemBody => ({ ...ITEM, steps: [], pauses: [], ...more });
const told = (body: ItemBody): string[] => guideWarnings(body).map(({ member, en }) => `${member}: ${en}`);

describe('the guide of an item, as it is published', () => {
  const GUIDE = {
    refusals: ['不属于本机关职权范围', '申请材料不符合法定形式'],
    result: { name: '取水许可证', deliverDays: 10 },
    handling: { kind: 'joint', units: ['水利', '环境'] },
    siteCheck: { step: '核查', officers: 3, inspection: true },
    resultName: '取水许可证',
  };

  it('is kept and judges the cases of the item', () => {
    const reading = readItem({ ...ITEM, ...GUIDE, maxVisits: 0 });
    if ('faults' in reading) throw new Error(reading.faults[0].en);
    const { body } = reading.draft;
    const record = { id: 7, code: 'A', version: 1, effectiveFrom: null, body, createdAt: 0, createdBy: 'admin' };
    expect(judgedVersion(record).guide).toMatchObject({ ...GUIDE, maxVisits: 0 });
  });

  it('says nothing that nobody has written: what is absent is not known', () => {
    expect(Object.values(guideOf(bodyWith({}))).filter((member) => member !== undefined)).toEqual([]);
    expect(guideOf(bodyWith({ fees: [], materials: [], discretion: [] }))).toMatchObject({
      fees: [],
      materials: [],
      discretion: [],
    });
    const reading = readItem({ ...ITEM, result: null, handling: null, siteCheck: null, refusals: null });
    expect('draft' in reading && Object.keys(reading.draft.body).sort()).toEqual(['kind', 'name', 'org', 'steps']);
  });

  it.each([
    ['nothing', undefined, false],
    ['an empty list', [], undefined],
    ['a list', [{ kind: 'hearing' }], undefined],
  ])('tells special procedures that nobody has named from none, the clocks know none: %s', (_name, pauses, known) => {
    const reading = readItem({ ...ITEM, pauses });
    if (!('draft' in reading)) throw new Error('is refused');
    const { body } = reading.draft;
    const record = { id: 7, code: 'A', version: 1, effectiveFrom: null, body, createdAt: 0, createdBy: 'admin' };
    expect(judgedVersion(record)).toMatchObject({ pauses: pauses ?? [] });
    expect(judgedVersion(record).pausesKnown).toBe(known);
  });

  it.each<[guide: object, member: string, reason: string]>([
    [{ refusals: '不属于职权范围' }, 'refusals', 'must be an array of 0–100 texts of 1–500 characters'],
    [{ refusals: [' '] }, 'refusals', 'must be an array of 0–100 texts of 1–500 characters'],
    [{ refusals: Array.from({ length: 101 }, String) }, 'refusals', 'must be an array of 0–100 texts'],
    [{ result: '许可证' }, 'result', 'must be an object'],
    [{ result: {} }, 'result.name', 'must be a text of 1–200 characters'],
    [{ result: { name: '许可证', deliverDays: 1.5 } }, 'result.deliverDays', 'must be a whole number from 0 to 1000'],
    [{ result: { name: '许可证', days: 10 } }, 'result.days', 'unknown member'],
    [{ handling: { kind: 'alone' } }, 'handling.kind', 'must be one of: joint, preliminary'],
    [{ handling: { kind: 'joint' } }, 'handling.units', 'must be an array of 1–50 texts'],
    [{ handling: { kind: 'joint', units: [] } }, 'handling.units', 'must be an array of 1–50 texts'],
    [{ handling: { kind: 'preliminary' } }, 'handling.step', 'must be a text of 1–100 characters'],
    [{ handling: { kind: 'joint', units: ['a'], step: '初审' } }, 'handling.step', 'is only for "kind: preliminary"'],
    [{ handling: { kind: 'preliminary', step: '初审', units: ['a'] } }, 'handling.units', 'only for "kind: joint"'],
    [{ siteCheck: {} }, 'siteCheck.step', 'must be a text of 1–100 characters'],
    [{ siteCheck: { step: '核查', inspection: '是' } }, 'siteCheck.inspection', 'must be true or false'],
    [{ siteCheck: { step: '核查', officers: 0 } }, 'siteCheck.officers', 'must be a whole number from 1 to 100'],
  ])('refuses %j', (guide, member, reason) => {
    const reading = readItem({ ...ITEM, ...guide });
    const faults = 'faults' in reading ? reading.faults : [];
    expect(faults.map((fault) => fault.member)).toEqual([member]);
    expect(faults[0]?.en).toContain(reason);
    expect(faults[0]?.zh).toMatch(/\p{Script=Han}/u);
  });

  it('warns of steps that the item does not have, named or coded', () => {
    const steps = [{ name: '现场核查', code: 'site' }];
    expect(told(bodyWith({ steps, siteCheck: { step: 'site' } }))).toEqual([]);
    expect(told(bodyWith({ steps, siteCheck: { step: '现场' } }))).toEqual([
      'siteCheck.step: "现场" is neither name nor code of a step of the item',
    ]);
    expect(told(bodyWith({ steps, handling: { kind: 'joint', units: ['现场核查', '环境'] } }))).toEqual([
      'handling.units[1]: "环境" is neither name nor code of a step of the item',
    ]);
    expect(told(bodyWith({ steps, handling: { kind: 'preliminary', step: '初审' } }))).toHaveLength(1);
  });
});

describe('the materials of a guide', () => {
  it('are texts, or objects with a name', () => {
    const materials = ['申请书', { name: ' 身份证 ', required: true, basis: '某条' }, { name: 7 }];
    expect(guideOf(bodyWith({ materials })).materials).toEqual([
      { name: '申请书' },
      { name: '身份证', required: true },
      { name: '7', required: undefined },
    ]);
  });

  it.each([[['申请书', ' ']], [['申请书', null]], [['申请书', { title: '身份证' }]], [['申请书', ['身份证']]]])(
    'are not known at all when one of them cannot be read: %j',
    (materials) => {
      expect(guideOf(bodyWith({ materials })).materials).toBeUndefined();
      expect(told(bodyWith({ materials }))).toEqual([
        expect.stringMatching(/^materials\[1\](\.name)?: must be a text$/),
      ]);
    },
  );
});

describe('the fees of a guide', () => {
  const amountOf = (fee: object) => guideOf(bodyWith({ fees: [{ code: 'A', ...fee }] })).fees?.[0]?.amount;
  const exactly = (amount: string) => ({ min: amount, max: amount });

  it.each<[fee: object, amount: object]>([
    [{ amount: 10 }, exactly('10')],
    [{ amount: '10.50' }, exactly('10.5')],
    [{ amount: 0.1 }, exactly('0.1')],
    [{ amount: '10 元' }, exactly('10')],
    [{ amount: { min: 80, max: '550.00' } }, { min: '80', max: '550' }],
    [{ amount: { max: 550 } }, { min: '0', max: '550' }],
    [{ standard: 10 }, exactly('10')],
    [{ standard: '１０元' }, exactly('10')],
    [{ standard: '10.00 元' }, exactly('10')],
    [{ standard: '按面积计收', amount: 80 }, exactly('80')],
  ])('%j', (fee, amount) => {
    expect(amountOf(fee)).toEqual(amount);
    expect(told(bodyWith({ fees: [{ code: 'A', ...fee }] }))).toEqual([]);
  });

  it.each<[fee: object, member: string]>([
    [{}, 'fees[0]'],
    [{ standard: '80 元/件' }, 'fees[0].standard'],
    [{ standard: '80–550 元' }, 'fees[0].standard'],
    [{ standard: '免费' }, 'fees[0].standard'],
    [{ standard: '10', amount: '面议' }, 'fees[0].amount'],
    [{ amount: -1 }, 'fees[0].amount'],
    [{ amount: '1,000' }, 'fees[0].amount'],
    [{ amount: true }, 'fees[0].amount'],
    [{ amount: { min: 5 } }, 'fees[0].amount.max'],
    [{ amount: { min: 5, max: 4 } }, 'fees[0].amount.max'],
  ])('never guess: %j', (fee, member) => {
    const body = bodyWith({ fees: [{ code: 'A', ...fee }] });
    expect(guideOf(body).fees).toMatchObject([{ code: 'A', amount: undefined }]);
    expect(guideWarnings(body).map((warning) => warning.member)).toEqual([member]);
  });

  it('are not known at all when nobody can say which one is charged', () => {
    const body = bodyWith({ fees: [{ code: 'A', amount: 1 }, { standard: 10 }, '工本费'] });
    expect(guideOf(body).fees).toBeUndefined();
    expect(told(body)).toEqual(['fees[1]: needs "code" or "name"', 'fees[2]: must be an object']);
  });

  it('keep their names, standard and basis as published', () => {
    const fee = {
      name: '不动产登记费',
      standard: '80 元/件',
      basis: '某规定',
      reductionBasis: '小微企业免收',
      note: 1,
    };
    const { note: _note, ...published } = fee;
    expect(guideOf(bodyWith({ fees: [fee] })).fees).toMatchObject([published]);
  });
});

describe('the discretion of a guide', () => {
  const ROW = {
    code: 'CL-01',
    name: '裁量基准',
    from: '2024-01-01',
    until: '2026-12-31',
    statutory: { min: 0, max: '50000' },
    basis: '某条例',
    facts: ['面积'],
    exclusive: [['警告', '吊销']],
    tiers: [
      { code: 1, mitigated: true, value: { type: 'fixed', value: '1.5' } },
      { code: '2', conditions: [{ fact: '面积', min: 0.5 }], value: { type: 'range', max: 10_000 } },
      { code: '3', conditions: [{ fact: '后果', oneOf: ['无', 1, true] }], value: { type: 'range', min: 1, max: 1 } },
      { code: '4', value: { type: 'ratio', base: '货值', minPercent: 3, maxPercent: '5' } },
      { code: '5', value: { type: 'multiple', base: '货值', min: 2 } },
    ],
  };

  it('is read row by row with its tiers', () => {
    const [row] = guideOf(bodyWith({ discretion: [ROW] })).discretion ?? [];
    expect(row).toMatchObject({
      ...ROW,
      statutory: { min: 0, max: 50_000 },
      tiers: [
        { code: '1', mitigated: true, value: { type: 'fixed', value: 1.5 } },
        ROW.tiers[1],
        ROW.tiers[2],
        { code: '4', value: { type: 'ratio', base: '货值', minPercent: 3, maxPercent: 5 } },
        ROW.tiers[4],
      ],
    });
    expect(told(bodyWith({ discretion: [ROW] }))).toEqual([]);
  });

  const tier = (more: object) => ({ tiers: [{ code: '1', value: { type: 'fixed', value: 1 }, ...more }] });

  it.each<[change: object, member: string]>([
    [{ code: '' }, 'code'],
    [{ from: '2024-02-30' }, 'from'],
    [{ from: '2027-01-01' }, 'until'],
    [{ statutory: {} }, 'statutory'],
    [{ statutory: { min: 2, max: 1 } }, 'statutory.max'],
    [{ tiers: undefined }, 'tiers'],
    [{ tiers: [] }, 'tiers'],
    [{ exclusive: [['警告']] }, 'exclusive[0]'],
    [tier({ code: null }), 'tiers[0].code'],
    [{ tiers: [...ROW.tiers, { code: '2', value: { type: 'fixed', value: 1 } }] }, 'tiers[5].code'],
    [tier({ mitigated: '是' }), 'tiers[0].mitigated'],
    [tier({ conditions: [{ min: 1 }] }), 'tiers[0].conditions[0].fact'],
    [tier({ conditions: [{ fact: 'a', min: '多' }] }), 'tiers[0].conditions[0].min'],
    [tier({ conditions: [{ fact: 'a', oneOf: [] }] }), 'tiers[0].conditions[0].oneOf'],
    [tier({ conditions: [{ fact: 'a', oneOf: [{}] }] }), 'tiers[0].conditions[0].oneOf[0]'],
    [tier({ value: '1 万以下' }), 'tiers[0].value'],
    [tier({ value: { type: 'about', value: 1 } }), 'tiers[0].value.type'],
    [tier({ value: { type: 'fixed', value: '1 万' } }), 'tiers[0].value.value'],
    [tier({ value: { type: 'range' } }), 'tiers[0].value'],
    [tier({ value: { type: 'range', min: 2, max: 1 } }), 'tiers[0].value.max'],
    [tier({ value: { type: 'ratio', minPercent: 1 } }), 'tiers[0].value.base'],
    [tier({ value: { type: 'multiple', base: 'a' } }), 'tiers[0].value'],
  ])('is not known at all when a row cannot be read: %j', (change, member) => {
    const body = bodyWith({ discretion: [ROW, { ...ROW, ...change }] });
    expect(guideOf(body).discretion).toBeUndefined();
    expect(guideWarnings(body).map((warning) => warning.member)).toEqual([`discretion[1].${member}`]);
  });

  it('leaves the other lists alone', () => {
    const body = bodyWith({ discretion: ['按情节'], fees: [], materials: ['申请书'] });
    expect(guideOf(body)).toMatchObject({ discretion: undefined, fees: [], materials: [{ name: '申请书' }] });
    expect(told(body)).toEqual(['discretion[0]: must be an object']);
  });
});

describe('the guides of the demonstration', () => {
  const items = [
    ...loadItems(join(CONFIG, 'items')),
    ...loadProvince(join(CONFIG, 'demo')).items.map(({ item }) => item),
  ];

  it('are read to the last word, but for fees whose standard no program can compare', () => {
    const doubts = items.flatMap(({ code, body }) => guideWarnings(body).map((doubt) => ({ code, body, ...doubt })));
    const standards = doubts.map(({ body, member }) => {
      const index = Number(/^fees\[(\d+)\]\.standard$/.exec(member)?.[1]);
      return (body.fees?.[index] as { standard?: string } | undefined)?.standard ?? member;
    });
    expect(standards.filter((standard) => !standard.startsWith('按'))).toEqual([]);
  });

  it('show each kind of handling, a check on site, a delivery and each type of value', () => {
    const guides = items.map(({ body }) => guideOf(body));
    expect(new Set(guides.map(({ handling }) => handling?.kind))).toEqual(new Set([undefined, 'joint', 'preliminary']));
    expect(guides.some(({ siteCheck }) => siteCheck)).toBe(true);
    expect(guides.some(({ result }) => result?.deliverDays === 10)).toBe(true);
    const values = guides.flatMap(({ discretion = [] }) => discretion.flatMap(({ tiers }) => tiers));
    expect(new Set(values.map(({ value }) => value.type))).toEqual(new Set(['fixed', 'range', 'ratio', 'multiple']));
  });
});
