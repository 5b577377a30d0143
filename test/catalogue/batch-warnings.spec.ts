import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import type { CatalogueBatch, ImportAnswer } from '../../src/console/exchange.protocol.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Profile {
  readonly code: string;
  version: string;
  readonly rules: Record<string, { readonly params: Record<string, { value: number }> }>;
}

let app: TestApp;
let author: string;
let second: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  [author, second] = [await app.signedIn('admin'), await app.signedIn('province')];
});
afterAll(() => app?.close());

/** The profiles in force as YAML, after a change. */
async function changed(change: (hunan: Profile) => void): Promise<string> {
  const url = `${(await app.app.getUrl()).replace('[::1]', 'localhost')}/api/v1/catalogue/profiles.yaml`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${author}` } });
  const profiles = parse(await answer.text()) as Profile[];
  change(profiles.find(({ code }) => code === 'hunan')!);
  return stringify(profiles);
}
async function imported(file: string): Promise<number> {
  const url = `${(await app.app.getUrl()).replace('[::1]', 'localhost')}/api/v1/catalogue/profiles/import`;
  const answer = await fetch(`${url}?apply=true&note=年度调整`, {
    method: 'POST',
    headers: { authorization: `Bearer ${author}`, 'content-type': 'application/yaml' },
    body: file,
  });
  const told = (await answer.json()) as ImportAnswer;
  expect(told).toMatchObject({ counts: { changed: 1, refused: 0 } });
  return told.batch!;
}
const read = async (batch: number): Promise<CatalogueBatch> =>
  (await app.ask(`GET /api/v1/catalogue/batches/${batch}`, { token: second })).body as unknown as CatalogueBatch;

describe('a batch of profiles', () => {
  it('tells whoever checks it which values changed while the cited source did not, as long as they wait', async () => {
    const file = await changed((hunan) => {
      hunan.version = '2026.9';
      hunan.rules['T-PROMISE-NEAR']!.params['daysBefore']!.value = 3;
    });
    const batch = await imported(file);
    const { entries, edition } = await read(batch);
    expect(entries).toMatchObject([
      {
        code: 'hunan',
        warnings: [
          {
            member: 'rules.T-PROMISE-NEAR.params.daysBefore.value',
            zh: expect.stringContaining('2 → 3'),
            label: { zh: expect.stringContaining('·') },
          },
        ],
      },
    ]);
    const check = { edition, decision: 'reject', reason: '出处没有这样写' };
    await app.ask(`POST /api/v1/catalogue/batches/${batch}/check`, { token: second, body: check });
    expect((await read(batch)).entries).toMatchObject([{ state: 'rejected', warnings: [] }]);
  });
});
