import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApplication } from '../../src/app/application.js';
import { layFoundation } from '../../src/app/foundation.js';
import { startEmbedded, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { loadSettings } from '../../src/settings/settings.js';
import { temporaryDirectory } from '../support/child.js';
import { CONFIG } from '../support/server.js';

const EVENT = {
  specversion: '1.0',
  id: '1',
  source: '/test',
  type: 'approval.visit.made',
  subject: 'D-1',
  time: '2026-01-05T09:00:00+08:00',
  data: {},
};

describe('a server whose database does not keep what it has committed', () => {
  let database: EmbeddedPostgres;
  let app: NestExpressApplication;
  let close: () => Promise<void>;
  let url: string;

  beforeAll(async () => {
    database = await startEmbedded({ dataDir: temporaryDirectory(), log: () => undefined, settings: { fsync: 'off' } });
    const foundation = await layFoundation(loadSettings({ LIANGPAI_DEMO: 'on' }), database.url, CONFIG);
    app = await createApplication(foundation);
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer() as { address(): AddressInfo }).address().port}`;
    close = () => foundation.close();
  });

  afterAll(async () => {
    await app.close();
    await close();
    await database.stop();
  });

  it('is not ready, names the setting, and takes no event', async () => {
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reasons: [expect.stringMatching(/^fsync=off/)] });
    const answer = await fetch(`${url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-window', 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(EVENT),
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});
