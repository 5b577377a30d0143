import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseList } from '../../src/console/figures.protocol.js';
import { decided, FOOD, opened, PLANNING, event, watermark } from '../support/events.js';
import { startServer, type TestServer } from '../support/server.js';

describe('the search of cases', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
    const answer = await server.post(
      [
        event('S-1', 'case.received', '2026-03-02 10:00', {
          ...FOOD,
          officer: '柳某',
          applicant: { kind: 'person', name: '甄好' },
        }),
        event('S-1', 'case.accepted', '2026-03-02 10:00', FOOD),
        ...opened('S-2', '2026-02-02 10:00', undefined, PLANNING),
        ...opened('S-3', '2026-02-03 10:00', undefined, PLANNING),
        decided('S-3', '2026-02-05 10:00'),
        watermark('2026-03-04 10:00'),
      ],
      'demo-replay',
    );
    expect(answer.body.rejected).toEqual([]);
  });
  afterAll(() => server?.stop());

  const find = async (query: Record<string, string>): Promise<CaseList['items']> =>
    (await server.get<CaseList>(`/api/v1/cases?${new URLSearchParams(query).toString()}`)).body.items;
  const numbers = async (q: string) => (await find({ q })).map(({ caseNo }) => caseNo);

  it('finds by the beginning of a number, applicant or officer, and by a part of the name of item or organisation', async () => {
    expect(await numbers('S-')).toEqual(['S-1', 'S-3', 'S-2']);
    expect(await numbers('柳')).toEqual(['S-1']);
    expect(await numbers('甄')).toEqual(['S-1']);
    expect(await numbers('经营许可')).toEqual(['S-1']);
    expect(await numbers('自然资源')).toEqual(['S-3', 'S-2']);
    expect(await numbers('%')).toEqual([]);
  });

  it('says what the organisation, item and region asked for are called', async () => {
    const { body } = await server.get<CaseList>(
      `/api/v1/cases?${new URLSearchParams({ ...PLANNING, region: 'nowhere' }).toString()}`,
    );
    expect(body.scope).toEqual({
      region: null,
      org: { name: '辽宁省自然资源厅', nameEn: 'Liaoning Natural Resources' },
      item: { name: '建设工程规划许可证核发', nameEn: null },
    });
    const open = await server.get<CaseList>('/api/v1/cases');
    expect(open.body.scope).toEqual({ region: null, org: null, item: null });
  });

  it('counts what is left in office hours from where the source has reported, not from now', async () => {
    const [running] = await find({ case: 'S-1' });
    // 6 h of 4 March and five working days, up to 11 March.
    expect(running).toMatchObject({ dueAt: '2026-03-11T17:00:00+08:00', remaining: 360 + 5 * 420, workday: 420 });
    const [late] = await find({ case: 'S-2' });
    expect(late?.overdue).toBe(true);
    expect(late?.remaining).toBeLessThan(0);
    expect(await find({ case: 'S-3' })).toMatchObject([{ remaining: null, overdue: false }]);
  });
});
