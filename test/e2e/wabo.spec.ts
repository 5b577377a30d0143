import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runImport } from '../../src/import/importer.js';
import { silent } from '../../src/import/progress.js';
import type { ImportReport } from '../../src/import/report.js';
import { exitCodeOf } from '../../src/verify/report.js';
import { fromRoot } from '../support/child.js';
import { startServer, type TestServer } from '../support/server.js';
import { expectedWaboFacts, waboFile } from '../support/wabo-facts.js';

const file = waboFile();
if (!file && !process.env['CI'])
  console.warn('the WABO log is not beside the project (../shared/data/wabo-receipt): its end-to-end test is skipped');

(file || process.env['CI'] ? describe : describe.skip)('the real WABO log, imported over HTTP', () => {
  let server: TestServer;
  let report: ImportReport;
  const directory = mkdtempSync(join(tmpdir(), 'liangpai-wabo-'));
  const importLog = () =>
    runImport({
      file: file ?? 'the WABO log is missing',
      mapping: fromRoot('config/mappings/wabo-receipt.yaml'),
      url: server.url,
      token: 'demo-replay',
      state: join(directory, 'state.json'),
      progress: silent,
    });

  beforeAll(async () => {
    server = await startServer();
    report = await importLog();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  it('gives exactly the cards of the facts counted from the log itself, each due at its deadline', async () => {
    const facts = expectedWaboFacts(file!);
    const cards = await server.allCards({ rule: 'T-PROMISE-OVER' });
    const due = (entries: Iterable<readonly [string, number]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(due(cards.map(({ caseNo, dueAt }) => [caseNo, Date.parse(dueAt ?? '')] as const))).toEqual(due(facts.cards));
    expect(cards).toHaveLength(416);
    expect(cards.every(({ raisedAt, dueAt }) => raisedAt === dueAt)).toBe(true);
  });

  it('hides no dirty case', async () => {
    expect(report.dirty['ends-before-start'].cases).toBe(2);
    expect(report.dirty['events-before-start'].cases).toBe(2);
    expect(report.dirty['events-after-end'].cases).toBe(145);
    const [stored] = await server.query<{ n: string }>('SELECT count(*) AS n FROM case_file');
    expect(Number(stored?.n)).toBe(1434);
  });

  it('gives the cards that the second evaluator gives', async () => {
    const verified = await server.verify();
    expect(verified.found).toEqual({ missing: 0, extra: 0, different: 0, couldNotCheck: 0 });
    expect(exitCodeOf(verified)).toBe(0);
    expect(verified.checked.cases).toBe(1434);
  });

  it('changes nothing when it is imported again', async () => {
    const before = await server.allCards();
    const again = await importLog();
    expect(again.watermark).toMatchObject({ until: report.watermark.until });
    expect(await server.allCards()).toEqual(before);
    const [quarantined] = await server.query<{ n: string }>('SELECT count(*) AS n FROM quarantine');
    expect(Number(quarantined?.n)).toBe(0);
  });
});
