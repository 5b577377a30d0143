import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { MAX_ENTRIES, MAX_FILE_BYTES } from '../../src/catalogue/exchange/exchange-limits.js';
import type { ImportAnswer } from '../../src/console/exchange.protocol.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const ROWS = 5_000;
/** Milliseconds: thousands of entries, read, checked and stored on a busy machine. */
const PATIENCE = 240_000;

let app: TestApp;
let author: string;
let second: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  [author, second] = [await app.signedIn('admin'), await app.signedIn('province')];
});
afterAll(() => app?.close());

const HEAD = 'code,name,org,kind,promised.amount,promised.unit,promised.from';
const items = (rows: number): string =>
  [
    HEAD,
    ...Array.from({ length: rows }, (_, i) => `BULK-${i},事项 ${i},210000-x,promised,7,workingDay,acceptance`),
  ].join('\r\n');

async function send(path: string, body: string | Uint8Array, type = 'text/csv') {
  const base = (await app.app.getUrl()).replace('[::1]', 'localhost');
  const answer = await fetch(`${base}/api/v1/catalogue/items/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${author}`, 'content-type': type },
    body: Buffer.from(body),
  });
  return { status: answer.status, body: await answer.json() };
}

describe('a file', () => {
  it(
    `of ${ROWS} rows is told row by row, and all of them are in force once a second person has checked the batch`,
    async () => {
      const { status, body } = await send('import?apply=true&note=年度清单', items(ROWS));
      const { counts, rows, batch } = body as ImportAnswer;
      expect([status, counts]).toMatchObject([200, { new: ROWS, refused: 0 }]);
      expect(rows[ROWS - 1]).toMatchObject({ code: `BULK-${ROWS - 1}`, line: ROWS + 1, outcome: 'new' });
      const path = `/api/v1/catalogue/batches/${batch}`;
      const { edition } = (await app.ask(`GET ${path}`, { token: second })).body;
      const check = { token: second, body: { edition, decision: 'approve' } };
      expect(await app.ask(`POST ${path}/check`, check)).toMatchObject({ status: 200, body: { open: 0 } });
      expect((await app.ask(`GET /api/v1/catalogue/items/BULK-${ROWS - 1}`, { token: author })).body).toMatchObject({
        version: 1,
        body: { promised: { amount: 7 } },
      });
    },
    PATIENCE,
  );

  it.each(['import', 'import-national?source=national-items'])(
    'that is too large for POST items/%s is refused with the limit named',
    async (path) => {
      expect(await send(path, new Uint8Array(MAX_FILE_BYTES + 1))).toMatchObject({
        status: 413,
        body: {
          code: 'too-large',
          message: { zh: expect.stringContaining('8 MiB'), en: expect.stringContaining('8 MiB') },
        },
      });
    },
  );

  it(
    'with too many entries is refused with their number named',
    async () => {
      const yaml = Array.from({ length: MAX_ENTRIES + 1 }, (_, i) => `- { code: M-${i} }`).join('\n');
      const message = { zh: expect.stringContaining('20000'), en: expect.stringContaining('20000') };
      for (const answer of [
        await send('import', yaml, 'application/yaml'),
        await send('import', items(MAX_ENTRIES + 1)),
      ])
        expect(answer).toMatchObject({ status: 413, body: { code: 'too-large', message } });
    },
    PATIENCE,
  );
});
