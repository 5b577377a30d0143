import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FindingPage } from '../../src/console/findings.protocol.js';
import { reportText } from '../../src/verify/print-report.js';
import { exitCodeOf, type VerifyReport } from '../../src/verify/report.js';
import { event, opened } from '../support/events.js';
import { reviewed } from '../support/review-server.js';
import { startServer, type TestServer } from '../support/server.js';

const RECEIVED = '2026-03-02 09:00';
const RECEIPT = 'N-RECEIPT-MISSING';

/** `missing finding F-1 N-RECEIPT-MISSING`, in order. */
const told = ({ missing, extra, different }: VerifyReport): string[] =>
  Object.entries({ missing, extra, different })
    .flatMap(([kind, all]) =>
      all.map(({ of = 'card', caseNo, breachKey }) => `${kind} ${of} ${caseNo} ${breachKey.split('|')[0]}`),
    )
    .sort();

describe('verify cards on the findings of a running server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const decide = async (caseNo: string, rule: string, how: 'confirm' | 'dismiss'): Promise<void> => {
    const { body } = await server.get<FindingPage>(`/api/v1/findings?case=${caseNo}&rule=${rule}`);
    const path = `/api/v1/findings/${body.items[0]!.id}/${how}`;
    const token = await server.login('inspector');
    const { status } = await server.ask(path, { method: 'POST', token, body: { reason: '已核实' } });
    expect(status).toBeLessThan(300);
  };
  const fee = (caseNo: string) => event(caseNo, 'fee.charged', '2026-03-02 08:00', { feeItem: 'A', amount: '5.00' });
  /** Accepted without a receipt number, decided without a document; a supplement cannot be compared with a list. */
  const flawed = (caseNo: string) => [
    ...opened(caseNo, RECEIVED),
    event(caseNo, 'supplement.requested', '2026-03-03 09:00', { materials: ['申请书'] }),
    event(caseNo, 'complaint.filed', '2026-03-03 10:00', { complaintNo: '1' }),
    event(caseNo, 'case.decided', '2026-03-04 10:00', { outcome: 'granted' }),
  ];

  it('finds nothing where everything is as it must be, whatever persons have decided and late reports have changed', async () => {
    await server.post([...flawed('A-1'), ...flawed('A-2'), fee('A-3'), fee('A-4')]);
    await reviewed(server);
    await decide('A-1', RECEIPT, 'confirm');
    await decide('A-2', 'N-SUPPLEMENT-AFTER', 'dismiss');
    await decide('A-3', 'M-FEE-EARLY', 'dismiss');
    // Both were charged after the acceptance, as it turns out.
    const early = (caseNo: string) => opened(caseNo, '2026-03-01 09:00');
    await server.post([...early('A-3'), ...early('A-4')]);
    await reviewed(server);
    const statuses = await server.query(
      `SELECT case_no || ' ' || rule || ' ' || status AS s FROM finding WHERE status <> 'pending' ORDER BY 1`,
    );
    expect(statuses).toEqual([
      { s: `A-1 ${RECEIPT} confirmed` },
      { s: 'A-2 N-SUPPLEMENT-AFTER dismissed' },
      { s: 'A-3 M-FEE-EARLY dismissed' },
      { s: 'A-4 M-FEE-EARLY withdrawn' },
    ]);
    const report = await server.verify();
    expect(told(report)).toEqual([]);
    expect(report).toMatchObject({ couldNotCheck: [], reviewing: 0 });
    expect(report.checked).toEqual(report.exist);
    expect(Math.min(report.exist.findings, report.exist.unjudged)).toBeGreaterThan(4);
    expect(exitCodeOf(report)).toBe(0);
  });

  it('agrees that a wait which is due at another instant now is not put to a person again', async () => {
    const filed = (caseNo: string, time: string) => event(caseNo, 'complaint.filed', time, { complaintNo: '7' });
    const cases = ['W-1', 'W-2', 'W-3'];
    await server.post(cases.flatMap((caseNo) => [...opened(caseNo, RECEIVED), filed(caseNo, '2026-03-03 10:00')]));
    await reviewed(server);
    await decide('W-1', 'S-COMPLAINT-ACCEPT', 'confirm');
    await decide('W-2', 'S-COMPLAINT-ACCEPT', 'dismiss');
    await server.post(cases.map((caseNo) => filed(caseNo, '2026-03-02 10:00')));
    await reviewed(server);
    const rows = await server.query<{ s: string }>(
      `SELECT concat_ws(' ', case_no, status, to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD')) AS s FROM finding
       WHERE case_no LIKE 'W-%' AND rule = 'S-COMPLAINT-ACCEPT' ORDER BY 1`,
    );
    expect(rows.map(({ s }) => s)).toEqual([
      'W-1 confirmed 03-10',
      'W-2 dismissed 03-10',
      'W-3 pending 03-09',
      'W-3 withdrawn 03-10',
    ]);
    expect(told(await server.verify())).toEqual([]);
  });

  it('finds every row that somebody has changed, removed or invented', async () => {
    const cases = Array.from({ length: 10 }, (_, i) => `F-${i}`);
    await server.post(cases.flatMap(flawed));
    await reviewed(server);
    await decide('F-8', RECEIPT, 'confirm');
    await decide('F-8', 'N-SUPPLEMENT-AFTER', 'confirm');
    const { exist } = await server.verify();
    await server.query('ALTER TABLE finding DISABLE TRIGGER USER');
    const of = (caseNo: string, rule = RECEIPT) => `WHERE case_no = '${caseNo}' AND rule = '${rule}'`;
    const invented = (caseNo: string, status: string) =>
      `INSERT INTO finding (case_no, key, rule, rule_version, category, level, mode, status, raised_at, explanation,
         digest, recorded_at, decided_at)
       SELECT case_no, 'N-SUPPLEMENT-TWICE|0', 'N-SUPPLEMENT-TWICE', '1', category, level, mode, '${status}', raised_at,
         explanation, digest, recorded_at, ${status === 'pending' ? 'NULL' : 'now()'} FROM finding ${of(caseNo)}`;
    const faults = [
      `DELETE FROM finding_trace WHERE finding_id IN (SELECT id FROM finding ${of('F-0')})`,
      `DELETE FROM finding ${of('F-0')}`,
      invented('F-1', 'pending'),
      `UPDATE finding SET level = 'red' ${of('F-2')}`,
      `UPDATE finding SET raised_at = raised_at + interval '1 second' ${of('F-3')}`,
      `UPDATE finding SET status = 'withdrawn', decided_at = now() ${of('F-4')}`,
      invented('F-5', 'dismissed'),
      `DELETE FROM unjudged WHERE case_no = 'F-6' AND rule = 'P-STEP-SKIPPED'`,
      `INSERT INTO unjudged (case_no, rule, missing, since) VALUES ('F-7', 'D-CONDITIONS', 'discretion.tier', now())`,
      `UPDATE finding SET card_id = (SELECT card_id FROM finding ${of('F-8')}) ${of('F-8', 'N-SUPPLEMENT-AFTER')}`,
      `UPDATE finding SET due_at = due_at - interval '1 day' ${of('F-9', 'S-COMPLAINT-ACCEPT')}`,
    ];
    await server.query('ALTER TABLE finding_trace DISABLE TRIGGER USER');
    for (const fault of faults) await server.query(fault);
    const report = await server.verify();
    expect(told(report)).toEqual([
      'different finding F-2 N-RECEIPT-MISSING',
      'different finding F-3 N-RECEIPT-MISSING',
      'different finding F-4 N-RECEIPT-MISSING',
      'different finding F-8 N-SUPPLEMENT-AFTER',
      'different finding F-9 S-COMPLAINT-ACCEPT',
      'extra card F-8 N-SUPPLEMENT-AFTER',
      'extra finding F-1 N-SUPPLEMENT-TWICE',
      'extra finding F-5 N-SUPPLEMENT-TWICE',
      'extra unjudged F-7 D-CONDITIONS discretion.tier',
      'missing finding F-0 N-RECEIPT-MISSING',
      'missing unjudged F-6 P-STEP-SKIPPED step.started',
    ]);
    expect(report.exist.findings).toBe(exist.findings + 1);
    expect(exitCodeOf(report)).toBe(1);
    expect(reportText(report)).toContain('F-2 发现 finding N-RECEIPT-MISSING');
  });

  it('lets the reviewer come to a case, and could not check one that it could not look at', async () => {
    await server.post([...flawed('D-1'), ...flawed('D-2')]);
    await reviewed(server);
    const before = told(await server.verify());
    await server.query(`UPDATE finding SET level = 'red' WHERE case_no = 'D-1'`);
    // Of a feed that nobody reviews.
    await server.query(`INSERT INTO review_due VALUES ('D-1', 0, '2026-03-05T00:00:00+08:00')`);
    await server.query(`INSERT INTO unjudged (case_no, rule, missing, since) VALUES ('D-2', '*', 'too-large', now())`);
    const report = await server.verify();
    expect(told(report)).toEqual(before);
    expect(report.reviewing).toBe(1);
    expect(report.couldNotCheck).toEqual([{ caseNo: 'D-2', reason: 'not reviewed: too-large' }]);
  });
});
