import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { UnjudgedPage } from '../../src/console/findings.protocol.js';
import { type ActRule, found } from '../../src/domain/review/rule.js';
import { ReviewRepository } from '../../src/review/review.repository.js';
import { event } from '../support/events.js';
import { documentMissing, reviewed, startReviewServer } from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

const words = (text: string) => ({ zh: text, en: text });

/** Fails on some cases, and says of others what no database can store. */
const poisonous: ActRule = {
  ...documentMissing,
  code: 'X-POISON',
  examine: (act) => {
    if (act.data.documentNo === 'throw') throw new Error('the rule itself failed');
    return act.data.documentNo === 'unstorable' ? found({ expected: words('\u0000'), observed: words('\u0000') }) : [];
  },
};

describe('a case that cannot be reviewed', () => {
  let server: TestServer;
  const errors: string[] = [];

  beforeAll(async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation((message: unknown) => void errors.push(String(message)));
    server = await startReviewServer([documentMissing, poisonous]);
  });
  afterAll(async () => {
    await server.stop();
    jest.restoreAllMocks();
  });

  const decided = (caseNo: string, documentNo?: string) =>
    event(caseNo, 'case.decided', '2026-03-04 10:00', {
      outcome: 'granted',
      ...(documentNo !== undefined && { documentNo }),
    });
  const unjudged = async (caseNo: string): Promise<string[]> => {
    const { body } = await server.get<UnjudgedPage>(`/api/v1/unjudged?case=${caseNo}`);
    return body.items.map(({ rule, missing }) => `${rule} ${missing}`);
  };
  const found_ = async (caseNo: string): Promise<number> =>
    (await server.query<{ n: number }>(`SELECT count(*)::int AS n FROM finding WHERE case_no = $1`, [caseNo]))[0]!.n;

  it('for a rule that fails is judged by the others, and the failure is listed and logged', async () => {
    await server.post([decided('F-1', 'throw'), decided('F-2')]);
    await reviewed(server);
    expect(await unjudged('F-1')).toEqual(['X-POISON fault']);
    expect(await found_('F-2')).toBe(1);
    expect(errors.join()).toContain('X-POISON');
  });

  it('because its result cannot be stored is set aside and listed; its neighbours go on', async () => {
    await server.post([decided('G-1'), decided('G-2', 'unstorable'), decided('G-3')]);
    await reviewed(server);
    expect([await found_('G-1'), await found_('G-2'), await found_('G-3')]).toEqual([1, 0, 1]);
    expect(await unjudged('G-2')).toEqual(['* fault']);
    expect(errors.join()).toContain('G-2');
  });

  it('because its events cannot be read is set aside, and tried again with its next event', async () => {
    const repository = server.app.get(ReviewRepository, { strict: false });
    const events = repository.events.bind(repository);
    const broken = jest.spyOn(repository, 'events').mockImplementation(async (sql, caseNos) => {
      const read = await events(sql, caseNos);
      for (const caseNo of caseNos)
        if (caseNo === 'H-1')
          read.set(caseNo, [
            () => {
              throw new SyntaxError('no JSON');
            },
          ]);
      return read;
    });
    await server.post([decided('H-1'), decided('H-2')]);
    await reviewed(server);
    expect([await found_('H-1'), await found_('H-2')]).toEqual([0, 1]);
    expect(await unjudged('H-1')).toEqual(['* fault']);
    broken.mockRestore();
    await server.post([event('H-1', 'visit.made', '2026-03-05 10:00', { window: 'A' })]);
    await reviewed(server);
    expect(await found_('H-1')).toBe(1);
    expect(await unjudged('H-1')).toEqual([]);
  });
});
