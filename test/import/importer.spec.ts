import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImportOptions, runImport } from '../../src/import/importer.js';
import { silent } from '../../src/import/progress.js';
import { type Finding, isComplete, shownFinding, shownReport } from '../../src/import/report.js';
import { DEFAULT_RETRY } from '../../src/import/retry.js';
import { type FakeServer, answer, startFakeServer } from './fake-server.js';
import { SMALL_MAPPING, fileWith, scratch, smallLog } from './import-helpers.js';

const CASES = 2_100;
const EVENTS = 2 * CASES;

describe('an import', () => {
  let server: FakeServer;
  let options: ImportOptions & { state: string };
  let reason: string | undefined;
  beforeEach(async () => {
    reason = undefined;
    server = await startFakeServer((event) =>
      event.id === 'A-7/case.received' || event.subject === undefined ? reason : undefined,
    );
    const state = join(scratch(), 'state');
    const retry = { ...DEFAULT_RETRY, giveUpAfter: 0 };
    const [file, mapping] = [fileWith(smallLog(CASES), 'log.xes'), fileWith(SMALL_MAPPING, 'small.yaml')];
    options = { file, mapping, url: server.url, token: 't', progress: silent, state, retry };
  });
  afterEach(() => server.close());
  const watermarks = () => [...server.taken.values()].filter(({ type }) => type === 'approval.feed.watermark');

  it('sends everything in POSTs of 1,000, then the watermark, and keeps no state when it is done', async () => {
    const report = await runImport(options);
    expect(report).toMatchObject({ mapped: EVENTS, sent: EVENTS, accepted: EVENTS, duplicates: 0, rejected: 0 });
    expect(server.posts.map((ids) => ids.length).sort((a, b) => b - a)).toEqual([1000, 1000, 1000, 1000, 200, 1]);
    expect(server.posts.at(-1)).toEqual(['watermark/2024-03-05T10:00:00+08:00']);
    expect(watermarks()).toEqual([
      expect.objectContaining({ data: { until: '2024-03-05T10:00:00+08:00' }, time: '2024-03-05T10:00:00+08:00' }),
    ]);
    expect(existsSync(options.state)).toBe(false);
    expect(isComplete(report)).toBe(true);
  });

  it('does no harm when run again: everything is a duplicate', async () => {
    await runImport(options);
    expect(await runImport(options)).toMatchObject({ accepted: 0, duplicates: EVENTS, watermark: { state: 'sent' } });
    expect(server.taken.size).toBe(EVENTS + 1);
  });

  it('never has more than two POSTs in flight', async () => {
    let [now, most] = [0, 0];
    server.fault = (_, __, response) => {
      most = Math.max(most, ++now);
      response.on('finish', () => now--);
      return false;
    };
    await runImport(options);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('continues after the last acknowledged POST, and repeats that one to see that the server still has it', async () => {
    server.fault = (_, request, response) => request > 3 && answer(response, 503);
    await expect(runImport(options)).rejects.toThrow('gave up');
    const acknowledged = readFileSync(options.state, 'utf8').trim().split('\n').length - 1;
    expect(acknowledged).toBeGreaterThanOrEqual(2);
    server.fault = undefined;
    server.posts.length = 0;
    const report = await runImport(options);
    expect(report).toMatchObject({ resumed: acknowledged * 1000, sent: EVENTS, accepted: expect.any(Number) });
    expect(report.accepted + report.duplicates).toBe(EVENTS);
    const sent = new Set(server.posts.flat());
    const first = (post: number) => `A-${post * 500}/case.received`;
    expect([first(acknowledged - 2), first(acknowledged - 1), first(acknowledged)].map((id) => sent.has(id))).toEqual([
      false,
      true,
      true,
    ]);
    expect(server.taken.size).toBe(EVENTS + 1);
  });

  it('begins again when the server no longer has what it acknowledged', async () => {
    server.fault = (_, request, response) => request > 3 && answer(response, 503);
    await expect(runImport(options)).rejects.toThrow('gave up');
    server.fault = undefined;
    server.taken.clear();
    const notes: string[] = [];
    const report = await runImport({ ...options, progress: { ...silent, note: (line) => notes.push(line) } });
    expect(notes.join()).toContain('sending all again');
    expect(report.resumed).toBe(0);
    expect(server.taken.size).toBe(EVENTS + 1);
  });

  it('begins again for another file, and when told to; it does not overwrite a file that is no state', async () => {
    server.fault = (_, request, response) => request > 3 && answer(response, 503);
    await expect(runImport(options)).rejects.toThrow('gave up');
    server.fault = undefined;
    const saved = readFileSync(options.state);
    expect(await runImport({ ...options, fromScratch: true })).toMatchObject({ resumed: 0 });
    writeFileSync(options.state, saved);
    expect(await runImport({ ...options, file: fileWith(smallLog(5), 'log.xes') })).toMatchObject({
      resumed: 0,
      sent: 10,
    });
    writeFileSync(options.state, 'my notes');
    await expect(runImport(options)).rejects.toThrow(/is not the state of an import/);
    expect(readFileSync(options.state, 'utf8')).toBe('my notes');
  });

  it('reports a rejected event with its place, and withholds the watermark unless told to declare it', async () => {
    reason = 'unknown item';
    const findings: Finding[] = [];
    const reportPath = join(scratch(), 'report.jsonl');
    const report = await runImport({ ...options, report: reportPath, onFinding: (one) => findings.push(one) });
    expect(report).toMatchObject({ rejected: 1, accepted: EVENTS - 1, watermark: { state: 'withheld' } });
    expect(isComplete(report)).toBe(false);
    expect(findings.map(shownFinding)).toEqual([
      '[被拒收 rejected] 第 17 行 line 17, trace 8 · 件 case A-7 · A-7/case.received · unknown item (time)',
    ]);
    const lines = readFileSync(reportPath, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      expect.objectContaining({ finding: 'rejected' }),
      { summary: JSON.parse(JSON.stringify(report)) as object },
    ]);
    expect(watermarks()).toEqual([]);
    expect((await runImport({ ...options, watermark: true })).watermark).toMatchObject({
      state: 'rejected',
      reason: expect.stringContaining('unknown item'),
    });
  });

  it('sends no watermark when told not to, and nothing at all in a dry run', async () => {
    expect((await runImport({ ...options, watermark: false })).watermark.state).toBe('not-asked');
    expect(watermarks()).toEqual([]);
    const posts = server.posts.length;
    const report = await runImport({ ...options, token: undefined, dryRun: true });
    expect(report).toMatchObject({ mapped: EVENTS, sent: 0, watermark: { state: 'dry-run' } });
    expect(server.posts).toHaveLength(posts);
    expect(existsSync(options.state)).toBe(false);
    expect(shownReport(report)).toContain('试运行 dry run');
  });

  it('does not declare a watermark when the file breaks off', async () => {
    const file = fileWith(smallLog(CASES).replace('</log>', ''), 'log.xes');
    await expect(runImport({ ...options, file })).rejects.toThrow(/^line \d+, column \d+: broken XML: unclosed tag/);
    expect(watermarks()).toEqual([]);
  });

  it('looks at the cases of a CSV file as wholes, although their rows are spread over it', async () => {
    const csv = [
      '编号,时间,动作',
      ...['A,2024-03-05 09:00,收', 'B,2024-03-05 09:00,收', 'A,2024-03-04 09:00,查', 'B,2024-03-06 09:00,查'],
      ...['B,2024-03-05 12:00,结', 'C,2024-03-05 12:00,收', 'A,2024-03-07 12:00,退'],
    ].join('\n');
    const template = (type: string, action: string, data = '') =>
      `  - { type: ${type}, when: { row: 动作, in: [${action}] }, time: { row: 时间 }, data: { ${data} } }`;
    const mapping = [
      'name: rows\ninput: { kind: csv }\nsource: urn:test:rows\ncase: { row: 编号 }\nitem: { const: X }\norg: { const: o }\nevents:',
      template('case.received', '收'),
      template('step.completed', '查', 'step: { const: 审查 }, officer: { const: 王 }'),
      template('case.decided', '结', 'outcome: { const: granted }'),
    ].join('\n');
    const findings: Finding[] = [];
    const report = await runImport({
      ...{ ...options, file: fileWith(csv, 'rows.csv'), mapping: fileWith(mapping, 'rows.yaml') },
      onFinding: (one) => findings.push(one),
    });
    expect(report).toMatchObject({ read: { rows: 7 }, sent: 6, unmapped: 1, cases: { cases: 3, ended: 1, open: 2 } });
    expect(report.dirty).toMatchObject({
      'events-before-start': { cases: 1, events: 1 },
      'events-after-end': { cases: 1, events: 1 },
    });
    expect(findings.map((one) => [one.finding, one.caseNo])).toEqual([
      ['unmapped', 'A'],
      ['dirty', 'A'],
      ['dirty', 'B'],
    ]);
  });
});
