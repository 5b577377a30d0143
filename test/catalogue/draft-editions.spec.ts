import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { startTestApp, type Answer, type TestApp } from '../support/test-app.js';

let app: TestApp;
let author: string;
let second: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  [author, second] = [await app.signedIn('admin'), await app.signedIn('province')];
});
afterAll(() => app?.close());

const row = (value: number) => ({ items: ['D-1'], tiers: [{ code: '一般', value: { type: 'fixed', value } }] });
const ask = (request: string, token: string, body?: unknown): Promise<Answer> =>
  app.ask(request.replace(' ', ' /api/v1/catalogue/'), { token, body });

async function drafted(): Promise<{ at: string }> {
  const path = 'standards/R-1/drafts';
  const { body } = await ask(`POST ${path}`, author, { body: row(1), note: '按新的基准修改' });
  return { at: `${path}/${String(body['id'])}` };
}

describe('a draft that two people edit', () => {
  it('is not written over by who has not read what another one has saved meanwhile', async () => {
    const { at } = await drafted();
    const edit = (token: string, tier: number, edition: unknown) =>
      ask(`PUT ${at}`, token, { body: row(tier), note: `改为第 ${tier} 档`, edition });
    const answers = await Promise.all([edit(author, 2, 1), edit(second, 3, 1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [tier, by] = answers[0].status === 200 ? [2, 'admin-1'] : [3, expect.stringMatching(/^province-/)];
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'draft-edited',
    });
    const now = (await ask(`GET ${at}`, author)).body;
    expect(now).toMatchObject({ edition: 2, body: row(tier), trace: [{ act: 'drafted' }, { act: 'edited', by }] });
    const { message } = (await edit(author, 4, 1)).body as { message: Record<'zh' | 'en', string> };
    const name = (now['trace'] as { by: string }[])[1]!.by;
    expect(message).toEqual({
      zh: `${name} 已将草案改为第 2 稿，请重新阅读`,
      en: `${name} has saved edition 2 of the draft meanwhile: read it again`,
    });
    expect(await edit(author, 4, 2)).toMatchObject({ status: 200, body: { edition: 3, body: row(4) } });
    for (const edition of [undefined, null, '3', 0, 2.5])
      expect(await edit(author, 2, edition)).toMatchObject({ status: 400, body: { member: 'edition' } });
  });
});
