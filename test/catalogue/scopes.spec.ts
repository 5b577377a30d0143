import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { PASSWORD, startTestApp, type Answer, type TestApp } from '../support/test-app.js';

const item = (org: string, amount = 4) => ({
  name: '取水许可',
  org,
  kind: 'promised',
  promised: { amount, unit: 'workingDay', from: 'acceptance' },
});
const row = { tiers: [{ code: '一般', value: { type: 'fixed', value: 1 } }] };

describe('an account of some organisations', () => {
  let app: TestApp;
  let everywhere: string;
  let base: string;
  beforeAll(async () => {
    app = await startTestApp({ modules: [CatalogueModule] });
    everywhere = await app.signedIn('admin');
    base = (await app.app.getUrl()).replace('[::1]', 'localhost');
  });
  afterAll(() => app?.close());

  const ask = (request: string, token: string, body?: unknown): Promise<Answer> =>
    app.ask(request.replace(' ', ' /api/v1/catalogue/'), { token, body });
  const signedIn = async (username: string, scope: string): Promise<string> => {
    await app.addAccount(username, 'admin', scope);
    const { body } = await app.ask('POST /api/v1/session', { body: { username, password: PASSWORD } });
    return String(body['token']);
  };
  const published = (code: string, org: string) =>
    app.ask(`PUT /api/v1/items/${code}`, { token: everywhere, body: item(org) });
  const drafted = (path: string, body: unknown, token: string) =>
    ask(`POST ${path}/drafts`, token, { body, note: '按新的实施清单修改' });
  const check = (path: string, { body }: Answer, token: string) =>
    ask(`POST ${path}/drafts/${String(body['id'])}/check`, token, { edition: 1, decision: 'approve' });

  it('registers benchmarks for its own items only', async () => {
    const writer = await signedIn('writer-b', '219901*');
    await published('B-OWN', '219901-a');
    await published('B-OTHER', '219902-a');
    const named = (...items: string[]) => drafted('standards/B-ROW', { ...row, org: '219901-a', items }, writer);
    expect((await named('B-OWN', 'B-OTHER')).body).toMatchObject({ code: 'out-of-scope', member: 'items[1]' });
    expect((await named('B-OWN', 'B-NONE')).body).toMatchObject({ code: 'out-of-scope', member: 'items[1]' });
    expect((await named('B-OWN')).status).toBe(201);
  });

  it('does not take back what has gone to another organisation since it was drafted', async () => {
    const [writer, checker] = [await signedIn('writer-i', '219901*'), await signedIn('checker-i', '219901*')];
    await published('I-OWN', '219901-a');
    const benchmark = await drafted('standards/I-ROW', { ...row, org: '219901-a', items: ['I-OWN'] }, writer);
    const longer = await drafted('items/I-OWN', item('219901-a', 9), writer);
    expect([benchmark.status, longer.status]).toEqual([201, 201]);
    await published('I-OWN', '219902-a');
    const refused = (member: string) => ({ status: 403, body: { code: 'out-of-scope', member } });
    expect(await check('standards/I-ROW', benchmark, checker)).toMatchObject(refused('items[0]'));
    expect(await check('items/I-OWN', longer, checker)).toMatchObject(refused('code'));
    expect((await check('items/I-OWN', longer, everywhere)).body).toMatchObject({ state: 'in-force' });
  });

  it('sees of the batches those that concern it as a whole', async () => {
    const limited = await signedIn('of-2197', '2197*');
    const imported = async (...rows: object[]): Promise<number> => {
      const answer = await fetch(`${base}/api/v1/catalogue/standards/import?apply=true&note=按新公布的裁量基准`, {
        method: 'POST',
        headers: { authorization: `Bearer ${everywhere}`, 'content-type': 'application/yaml' },
        body: rows.map((one) => `- ${JSON.stringify({ ...row, ...one })}`).join('\n'),
      });
      return ((await answer.json()) as { batch: number }).batch;
    };
    const whole = await imported({ code: 'W-1', org: '219700-a' }, { code: 'W-2', org: '219701-b' });
    const partly = await imported({ code: 'W-3', org: '219700-a' }, { code: 'W-4' });
    expect((await ask(`GET batches/${whole}`, limited)).status).toBe(200);
    expect((await ask(`GET batches/${partly}`, limited)).status).toBe(404);
    expect((await ask('GET batches', limited)).body).toMatchObject({ total: 1, items: [{ id: whole }] });
  });
});
