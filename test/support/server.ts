import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApplication } from '../../src/app/application.js';
import { layFoundation } from '../../src/app/foundation.js';
import { DEMO_PASSWORD } from '../../src/demo/demo-data.js';
import { type Environment, loadSettings } from '../../src/settings/settings.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import type { VerifyReport } from '../../src/verify/report.js';
import { fromRoot } from './child.js';
import { ApiClient } from './api-client.js';
import { createTestDatabase } from './postgres.js';

export const CONFIG = fromRoot('config');

/** The whole application in this process, on a free port and a database of its own, with the demonstration. */
export interface TestServer extends ApiClient {
  readonly app: NestExpressApplication;
  readonly databaseUrl: string;
  /** Rows of a statement on its database. */
  query<T>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
  /** The second evaluator's report on the cards as they are now. */
  verify(): Promise<VerifyReport>;
  stop(): Promise<void>;
}

export async function startServer(env: Environment = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  const settings = loadSettings({ LIANGPAI_DEMO: 'on', LIANGPAI_SIMULATOR: 'off', ...env });
  const foundation = await layFoundation(settings, database.url, CONFIG);
  const end = async (): Promise<void> => {
    await foundation.close();
    await database.drop();
  };
  try {
    const app = await createApplication(foundation);
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    const parts = {
      app,
      databaseUrl: database.url,
      query: <T>(sql: string, parameters: readonly unknown[] = []) =>
        foundation.source.query<T[]>(sql, [...parameters]),
      verify: () => verifyCards({ url: database.url }),
      stop: async () => {
        await app.close();
        await end();
      },
    };
    return Object.assign(new ApiClient(`http://127.0.0.1:${port}`, DEMO_PASSWORD), parts);
  } catch (error) {
    await end();
    throw error;
  }
}
