import { describe, expect, it } from '@jest/globals';
import { createMapper } from '../../src/import/mapper.js';
import { parseMapping } from '../../src/import/mapping-file.js';
import type { RowRecord } from '../../src/import/records.js';

const MAPPING = `
name: window
input: { kind: csv }
source: urn:test:window
case: { row: 编号 }
item: { row: 事项 }
org: { const: "210000-sczj" }
tables:
  channels: { 窗口: window, 网上: online, 未知: null }
  results: { 准予: granted, 不予: refused }
events:
  - type: case.received
    time: { row: 收件 }
    id: { const: once }
    data:
      channel: { row: 渠道, table: channels }
      applicant.name: { row: 申请人 }
      officer: { first: [{ row: 经办 }, { const: 窗口 }] }
  - type: supplement.requested
    when: { row: 补正 }
    time: { row: 补正 }
    data: { materials: { row: 材料, split: "；" } }
  - type: case.decided
    when: [{ row: 办结 }, { row: 结果, in: [准予, 不予] }]
    time: { row: 办结 }
    id: { const: once }
    data: { outcome: { row: 结果, table: results }, remediesTold: { row: 告知 } }
ignored: [{ row: 结果, values: [办理中] }]
`;
const map = createMapper(parseMapping(MAPPING, 'window.yaml'));
const row = (fields: Record<string, string>): RowRecord => ({
  kind: 'row',
  position: { line: 7 },
  attributes: new Map(Object.entries({ 编号: 'SP-1', 事项: 'I-1', 收件: '2024-03-05 09:00:00', ...fields })),
});
const problems = (fields: Record<string, string>) =>
  map(row(fields)).problems.map(({ type, member, reason, detail }) => `${type ?? ''} ${member} ${reason}: ${detail}`);

describe('the mapper', () => {
  it('makes CloudEvents with the members of the row, tables, constants and nested members', () => {
    const { events, problems: none } = map(
      row({ 渠道: '窗口', 申请人: '张三', 结果: '准予', 办结: '2024-03-06 10:00', 告知: 'true' }),
    );
    expect(none).toEqual([]);
    expect(events.map(({ event }) => event)).toEqual([
      {
        specversion: '1.0',
        id: 'SP-1/case.received/once',
        source: 'urn:test:window',
        type: 'approval.case.received',
        subject: 'SP-1',
        time: '2024-03-05T09:00:00+08:00',
        datacontenttype: 'application/json',
        data: { channel: 'window', applicant: { name: '张三' }, officer: '窗口', item: 'I-1', org: '210000-sczj' },
      },
      expect.objectContaining({ type: 'approval.case.decided', data: { outcome: 'granted', remediesTold: true } }),
    ]);
  });

  it('leaves out blank optional members, templates whose condition does not hold, and values set to null', () => {
    const { events, problems: none, ignored } = map(row({ 渠道: '未知', 申请人: '  ', 结果: '办理中', 办结: '' }));
    expect(none).toEqual([]);
    expect(ignored).toBe(1);
    expect(events.map(({ event }) => event.data)).toEqual([{ officer: '窗口', item: 'I-1', org: '210000-sczj' }]);
  });

  it.each([
    [
      'a value that its table lacks',
      { 渠道: '电话' },
      'case.received channel unknown-value: row 渠道: "电话" is not in table channels',
    ],
    ['a required member that is blank', { 事项: '' }, 'case.received item missing: row 事项'],
    ['a time that is none', { 收件: '昨天' }, 'case.received time bad-value: row 收件: not a time: "昨天"'],
    [
      'bytes of another encoding',
      { 申请人: '\uFFFD\uFFFD' },
      'case.received applicant.name undecodable: row 申请人: "\uFFFD\uFFFD"',
    ],
    [
      'a value that no template takes',
      { 结果: '撤件', 办结: '2024-03-06 10:00' },
      ' when unknown-value: row 结果: no template takes "撤件", nor does ignored name it',
    ],
    [
      'a yes that no table turns into true',
      { 结果: '准予', 办结: '2024-03-06 10:00', 告知: '是' },
      'case.decided remediesTold bad-value: row 告知: neither true nor false: "是"',
    ],
    ['a case without a number', { 编号: '' }, ' case missing: row 编号'],
    [
      'a case number that is too long',
      { 编号: '9'.repeat(51) },
      ` case bad-value: longer than 50 characters: ${'9'.repeat(51)}`,
    ],
  ])('reports %s', (_, fields: Record<string, string>, problem) => expect(problems(fields)).toEqual([problem]));

  it('sends an event whole or not at all, and its neighbours still', () => {
    const { events } = map(row({ 渠道: '电话', 结果: '不予', 办结: '2024-03-06 10:00' }));
    expect(events.map(({ type }) => type)).toEqual(['case.decided']);
  });

  it('names an event without a number of its own by its content, whatever line it stands on', () => {
    const fields = { 补正: '2024-03-05 11:00', 材料: '身份证；营业执照；' };
    const id = (record: RowRecord) => map(record).events.find(({ type }) => type === 'supplement.requested')?.event;
    const first = id(row(fields));
    expect(first?.data).toEqual({ materials: ['身份证', '营业执照'] });
    expect(id({ ...row({ ...fields, 经办: '李' }), position: { line: 99 } })?.id).toBe(first?.id);
    expect(id(row({ ...fields, 材料: '身份证' }))?.id).not.toBe(first?.id);
  });
});
