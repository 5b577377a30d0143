import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { runImport } from '../../src/import/importer.js';
import { silent } from '../../src/import/progress.js';
import { type Finding, isComplete } from '../../src/import/report.js';
import { createMapper } from '../../src/import/mapper.js';
import { loadMapping } from '../../src/import/mapping-file.js';
import { openXes } from '../../src/import/xes-reader.js';
import { expectedWaboFacts, waboFile } from '../support/wabo-facts.js';

const found = waboFile();
const mapping = fileURLToPath(new URL('../../config/mappings/wabo-receipt.yaml', import.meta.url));
if (!found && !process.env['CI'])
  console.warn('the WABO log is not beside the project (../shared/data/wabo-receipt): its tests are skipped');

describe('the WABO log is there', () => {
  (process.env['CI'] ? it : it.skip)('when tests run in CI', () => expect(found).toBeDefined());
});

(found ? describe : describe.skip)('the real WABO log through its mapping', () => {
  const file = found ?? '';

  it('has the facts that were counted by hand', () => {
    const { cards, last, ...counts } = expectedWaboFacts(file);
    expect(counts).toEqual({
      ...{ cases: 1434, events: 8577, onTime: 952, overdue: 377, open: 105, openOverdue: 39 },
      ...{ endsBeforeStart: 2, eventsBeforeStart: 2, eventsAfterEnd: 145 },
    });
    expect(cards.size).toBe(377 + 39);
    expect(new Date(last).toISOString()).toBe('2012-01-23T14:42:54.644Z');
  });

  it('is mapped whole, and a dry run tells the same facts as a count of its own', async () => {
    const facts = expectedWaboFacts(file);
    const findings: Finding[] = [];
    const options = { file, mapping, url: 'http://127.0.0.1:1', dryRun: true, progress: silent };
    const report = await runImport({ ...options, onFinding: (one) => findings.push(one) });
    expect(isComplete(report)).toBe(true);
    expect(report.read).toEqual({ traces: facts.cases, rows: 0, events: facts.events });
    expect(report.byType).toEqual({
      'case.received': facts.cases,
      'case.accepted': facts.cases,
      'case.decided': facts.onTime + facts.overdue,
      'step.completed': facts.events,
    });
    expect(report.cases).toEqual({
      ...{ cases: facts.cases, ended: facts.cases - facts.open, open: facts.open },
      ...{ onTime: facts.onTime, afterPromise: facts.overdue, openPastPromise: facts.openOverdue },
    });
    expect(report.dirty['ends-before-start'].cases).toBe(facts.endsBeforeStart);
    expect(report.dirty['events-before-start'].cases).toBe(facts.eventsBeforeStart);
    expect(report.dirty['events-after-end'].cases).toBe(facts.eventsAfterEnd);
    expect(findings).toHaveLength(facts.endsBeforeStart + facts.eventsBeforeStart + facts.eventsAfterEnd);
    expect(Date.parse(report.watermark.until ?? '')).toBe(facts.last);
    expect(report.assumptions.join()).toContain('granted');
  });

  it('gives every event an id of its own, and the same ones each time', async () => {
    const map = createMapper(await loadMapping(mapping));
    const ids = async () => {
      const list: string[] = [];
      for await (const record of (await openXes(file)).records)
        if (record.kind === 'trace') list.push(...map(record).events.map(({ event }) => event.id));
      return list;
    };
    const first = await ids();
    expect(new Set(first).size).toBe(first.length);
    expect(await ids()).toEqual(first);
  });
});
