import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { SignedIn } from '../../src/identity/access.decorator.js';
import { FairShare, SHARE_AT_ONCE, SHARE_WAITING } from '../../src/identity/fair-share.js';
import { eventually } from '../support/child.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Requests that are worked on, until the test lets them go. */
const atWork: { readonly who: string; readonly go: () => void }[] = [];

@Controller('api/v1/costly')
@SignedIn()
@FairShare()
class CostlyController {
  @Get(':who')
  work(@Param('who') who: string): Promise<{ who: string }> {
    return new Promise((resolve) => atWork.push({ who, go: () => resolve({ who }) }));
  }
}

@Module({ controllers: [CostlyController] })
class CostlyModule {}

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [CostlyModule] });
});
afterAll(() => app.close());

const working = (): string => atWork.map(({ who }) => who).join(' ');
const comesToWorkOn = (expected: string): Promise<boolean> => eventually(() => working() === expected);

describe('a costly request', () => {
  it('of an account waits for its own ones, never for those of another account', async () => {
    const [greedy, modest] = [await app.signedIn('inspector'), await app.signedIn('province')];
    const all = Array.from({ length: SHARE_AT_ONCE + SHARE_WAITING + 1 }, () =>
      app.ask('GET /api/v1/costly/greedy', { token: greedy }),
    );
    const first = await Promise.race(all);
    expect(first).toMatchObject({ status: 429, body: { code: 'too-many-at-once' } });
    expect(first.headers.get('retry-after')).toBe('1');
    expect(await comesToWorkOn('greedy greedy')).toBe(true);
    const other = app.ask('GET /api/v1/costly/modest', { token: modest });
    expect(await comesToWorkOn('greedy greedy modest')).toBe(true);
    for (let done = 0; done < SHARE_AT_ONCE + SHARE_WAITING + 1; done += 1) {
      await eventually(() => atWork.length > 0);
      atWork.shift()?.go();
    }
    const statuses = (await Promise.all([...all, other])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBe(SHARE_AT_ONCE + SHARE_WAITING + 1);
  });

  it('that nobody waits for any more is not worked on', async () => {
    const token = await app.signedIn('inspector');
    const first = Array.from({ length: SHARE_AT_ONCE }, () => app.ask('GET /api/v1/costly/first', { token }));
    expect(await comesToWorkOn('first first')).toBe(true);
    const leaving = new AbortController();
    const left = app.ask('GET /api/v1/costly/left', { token, signal: leaving.signal });
    // Behind it in the line: by then the other one is in it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const stays = app.ask('GET /api/v1/costly/stays', { token });
    leaving.abort();
    await expect(left).rejects.toThrow('aborted');
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const { go } of atWork.splice(0)) go();
    await Promise.all(first);
    expect(await comesToWorkOn('stays')).toBe(true);
    for (const { go } of atWork.splice(0)) go();
    expect((await stays).status).toBe(200);
  });
});
