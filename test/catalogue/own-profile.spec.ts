import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exitCodeOf } from '../../src/verify/report.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import { china, decided, event, opened, watermark } from '../support/events.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { copyConfig, startYearly, type ConfigCopy, type YearlyServer } from '../support/yearly-server.js';
import { at } from '../verify/factory.js';

let database: TestDatabase;
let [plain, given]: ConfigCopy[] = [];
let server: YearlyServer | undefined;
beforeEach(async () => {
  [database, plain, given] = [await createTestDatabase(), await copyConfig(), await copyConfig()];
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await Promise.all([database.drop(), plain?.remove(), given?.remove()]);
});

async function startWith(config: ConfigCopy | undefined): Promise<YearlyServer> {
  await server?.stop();
  server = undefined;
  return (server = await startYearly(database.url, config?.dir ?? '', at('2027-02-20 12:00')));
}

const post = async (to: YearlyServer, ...events: Parameters<YearlyServer['post']>[0]): Promise<void> => {
  expect((await to.post(events, 'demo-replay')).body).toMatchObject({ accepted: events.length, rejected: [] });
};

describe('an organisation with a profile of its own', () => {
  it('has its new cases judged by it, those opened before by the former; the second evaluator says the same', async () => {
    const before = await startWith(plain);
    await post(before, ...opened('OLD', '2018-10-15 10:00'), watermark('2018-10-15 12:00'));
    await given?.replace('profiles/hunan.yaml', 'extends: default', "extends: default\norgs: ['2100*']");
    await given?.replace('profiles/hunan.yaml', "version: '2026.2'", "version: '2026.3'");

    const after = await startWith(given);
    await post(after, ...opened('NEW', '2018-10-15 14:00'), decided('NEW', '2018-11-01 14:00'));
    await post(after, watermark('2018-12-01 00:00'));
    expect(await after.cardsOf('OLD')).toContain(`T-PROMISE-OVER ${china('2018-10-24 17:00')}`);
    expect(await after.cardsOf('NEW')).toEqual([
      `T-PROMISE-NEAR ${china('2018-10-19 14:00')}`,
      `T-PROMISE-OVER ${china('2018-10-24 14:00')}`,
    ]);
    const profileOf = async (caseNo: string) => (await after.clockSheet(caseNo)).versions.profile;
    expect([await profileOf('OLD'), await profileOf('NEW')]).toEqual(['default@2026.4', 'hunan@2026.3+2026.4']);
    const levelsOf = async (caseNo: string) =>
      (await after.allCards({ case: caseNo })).map((card) => card.levelName?.zh);
    expect([await levelsOf('OLD'), await levelsOf('NEW')]).toEqual([
      [undefined, undefined],
      ['黄牌', '预警'],
    ]);
    const report = await verifyCards({ url: database.url });
    expect([exitCodeOf(report), report.found]).toEqual([0, { missing: 0, extra: 0, different: 0, couldNotCheck: 0 }]);
  });
});

describe('a grant of an item whose guide names a result', () => {
  it('has a clock for the delivery, and a card when it is late; the second evaluator says the same', async () => {
    const hall = await startWith(plain);
    const transport = { item: '11210000001405713J4000118017000', org: '210000-jtt' };
    await post(hall, ...opened('T1', '2014-09-22 10:00', undefined, transport), decided('T1', '2014-09-28 10:00'));
    await post(hall, watermark('2014-12-01 00:00'));
    expect(await hall.cardsOf('T1')).toEqual([`T-DELIVER-LATE ${china('2014-10-16 17:00')}`]);
    expect(await hall.clockOf('T1', 'delivery')).toMatchObject({ state: 'running', overdue: true });
    await post(hall, event('T1', 'licence.delivered', '2014-10-17 09:00'), watermark('2014-12-02 00:00'));
    expect(await hall.clockOf('T1', 'delivery')).toMatchObject({
      finishedAt: china('2014-10-17 09:00'),
      overdue: true,
    });
    const report = await verifyCards({ url: database.url });
    expect([exitCodeOf(report), report.checked.cards]).toEqual([0, 1]);
  });
});

describe('the schema of a profile', () => {
  it('is there for everybody', async () => {
    const { url } = await startWith(plain);
    const answer = await fetch(`${url}/api/v1/schemas/profile.json`);
    expect(answer.headers.get('content-type')).toContain('application/schema+json');
    expect(await answer.json()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      required: ['code', 'version'],
    });
  });
});
