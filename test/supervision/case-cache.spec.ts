import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Feed } from '../../src/sources/feed.js';
import { CaseCache } from '../../src/supervision/case-cache.js';
import { EMPTY_FILE } from '../../src/supervision/case-file.js';
import { decodeCaseFile } from '../../src/supervision/case-file-text.js';
import type { CaseRow } from '../../src/supervision/case-row.js';
import { EMPTY_ROW } from '../../src/supervision/supervision.repository.js';
import type { Supervisor } from '../../src/supervision/supervisor.js';
import { incoming } from '../support/incoming-events.js';
import { Hall, words } from '../support/supervision-hall.js';
import { at } from '../verify/factory.js';

describe('the cache of cases', () => {
  /** A case as it is written over its stored version. */
  const over = (version: number, caseNo: string): CaseRow => ({
    ...EMPTY_ROW(caseNo, { ...EMPTY_FILE, newest: version }, { rev: 1, calendar: 'cn@1', profile: 'default@1' }),
    version,
  });
  const known = (cache: CaseCache, ...caseNos: string[]): (number | undefined)[] =>
    caseNos.map((caseNo) => cache.get(caseNo)?.version);

  it('knows a case as it was written last', () => {
    const cache = new CaseCache();
    for (const version of [0, 1]) cache.put(over(version, 'A'));
    const { file } = over(1, 'A');
    expect(cache.get('A')).toMatchObject({ caseNo: 'A', version: 2, file, stored: file });
    cache.clear();
    expect(known(cache, 'A', 'B')).toEqual([undefined, undefined]);
  });

  it('keeps as many cases as it may: the longest untouched gives way', () => {
    const cache = new CaseCache(3);
    for (const caseNo of ['A', 'B', 'C']) cache.put(over(0, caseNo));
    for (const [version, caseNo] of [
      [1, 'A'],
      [0, 'D'],
    ] as const)
      cache.put(over(version, caseNo));
    expect(known(cache, 'A', 'B', 'C', 'D')).toEqual([2, undefined, 1, 1]);
    cache.put(over(0, 'E'));
    expect(known(cache, 'A', 'B', 'C', 'D', 'E')).toEqual([2, undefined, undefined, 1, 1]);
  });
});

describe('a case that a process has in its cache', () => {
  let hall: Hall;
  let window: Feed;
  let [one, two]: Supervisor[] = [];
  beforeEach(async () => {
    hall = await Hall.open();
    window = await hall.feed('clock');
    [one, two] = [hall.process(), hall.process()];
  });
  afterEach(() => hall.close());

  const deliver = async (process: Supervisor, ...events: ReturnType<typeof incoming>[]): Promise<string[]> =>
    words(await process.deliver(window, events, []));
  const stored = async () => {
    const file = decodeCaseFile(await hall.value<string>('SELECT file FROM case_file'));
    return { types: file.events.map((e) => e.type), raised: file.raised, newest: file.newest };
  };
  const step = (time: string) => incoming(time, 'step.started');

  it('is read anew where another process has written it since', async () => {
    await deliver(one!, incoming('2018-10-15 10:00', 'case.accepted'));
    await deliver(two!, incoming('2018-10-15 11:00', 'case.decided'));
    await deliver(one!, step('2018-10-15 10:30'));
    await deliver(two!, incoming('2018-10-15 12:00', 'step.completed'));
    expect(await stored()).toEqual({
      types: ['case.accepted', 'step.started', 'case.decided', 'step.completed'],
      raised: [],
      newest: at('2018-10-15 12:00'),
    });
    expect(await hall.value('SELECT state FROM case_file')).toBe('decided');
    // One that still ran would have its cards by now.
    hall.clock.at = at('2018-12-01 09:00');
    await deliver(one!, incoming('2018-12-01 09:00', 'visit.made'));
    expect(await hall.cards()).toEqual([]);
  });

  it('is read anew by a sweep where another process has written it since', async () => {
    await deliver(one!, incoming('2018-10-15 10:00', 'case.received'));
    await deliver(two!, incoming('2018-10-16 10:00', 'case.accepted'));
    hall.clock.at = at('2018-10-26 12:00');
    await one!.sweep.pass();
    // As this process had written it, the acceptance would be missing: T-NOTICE-LATE.
    expect(await hall.cards()).toEqual(['C1 T-PROMISE-NEAR 2018-10-23 09:00', 'C1 T-PROMISE-OVER 2018-10-25 17:00']);
  });

  it('is known as the sweep of its process has left it', async () => {
    await deliver(one!, incoming('2018-10-15 10:00', 'case.received'));
    hall.clock.at = at('2018-10-23 12:00');
    await one!.sweep.pass();
    await deliver(one!, incoming('2018-10-23 12:00', 'case.accepted'));
    // The acceptance that the sweep found to be deemed stands: the limit of seven days runs from the receipt.
    hall.clock.at = at('2018-10-24 17:02');
    await one!.sweep.pass();
    expect((await stored()).raised).toEqual(['T-NOTICE-LATE', 'T-PROMISE-OVER']);
    expect(await hall.cards()).toEqual(['C1 T-NOTICE-LATE 2018-10-22 17:00', 'C1 T-PROMISE-OVER 2018-10-24 17:00']);
  });

  it('is read anew after the database has gone back to an earlier state, which no connection outlives', async () => {
    await deliver(one!, incoming('2018-10-15 10:00', 'case.accepted'));
    const [before] = await hall.rows<Record<string, unknown>>('SELECT file, version FROM case_file');
    await deliver(one!, step('2018-10-15 11:00'));
    await hall.rows('UPDATE case_file SET file = $1, version = $2', [before!['file'], before!['version']]);
    await hall.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'liangpai-supervision'`,
    );
    await deliver(two!, incoming('2018-10-15 12:00', 'case.decided'));
    const answer = (): Promise<string[]> =>
      deliver(one!, incoming('2018-10-15 13:00', 'visit.made')).catch(() => answer());
    expect(await answer()).toEqual(['accepted']);
    expect((await stored()).types).toEqual(['case.accepted', 'case.decided']);
    expect(await hall.value('SELECT state FROM case_file')).toBe('decided');
  });

  it('is not taken from a transaction that was rolled back', async () => {
    await deliver(one!, incoming('2018-10-15 10:00', 'case.accepted'));
    await hall.rows(`CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$`);
    await hall.rows(`CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION refuse_commit()`);
    await expect(deliver(one!, incoming('2018-10-15 11:00', 'case.decided'))).rejects.toThrow('disk full');
    await hall.rows('DROP TRIGGER refuse_commit ON event');
    await deliver(two!, incoming('2018-10-15 11:30', 'step.started'));
    await deliver(one!, incoming('2018-10-15 12:00', 'step.completed'));
    expect((await stored()).types).toEqual(['case.accepted', 'step.started', 'step.completed']);
    expect(await hall.value('SELECT state FROM case_file')).toBe('accepted');
  });
});
