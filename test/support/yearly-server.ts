import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication } from '../../src/app/application.js';
import { layFoundation } from '../../src/app/foundation.js';
import { DEMO_PASSWORD } from '../../src/demo/demo-data.js';
import { loadSettings } from '../../src/settings/settings.js';
import { Supervisor } from '../../src/supervision/supervisor.js';
import { ApiClient } from './api-client.js';
import { CONFIG, StillClock } from './test-app.js';

/** The whole application with a folder of standards of its own; its clock stands still. */
export interface YearlyServer extends ApiClient {
  query<T>(sql: string): Promise<T[]>;
  /** The deadlines of every feed. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export async function startYearly(databaseUrl: string, configDir: string, now: number): Promise<YearlyServer> {
  const settings = loadSettings({ LIANGPAI_DEMO: 'on', LIANGPAI_SIMULATOR: 'off' });
  const foundation = await layFoundation(settings, databaseUrl, configDir);
  try {
    const clock = Object.assign(new StillClock(), { at: now });
    const app = await createApplication({ ...foundation, clock }, false);
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    return Object.assign(new ApiClient(`http://127.0.0.1:${port}`, DEMO_PASSWORD), {
      query: <T>(sql: string) => foundation.source.query<T[]>(sql),
      sweep: async () => void (await app.get(Supervisor, { strict: false }).sweep.pass()),
      stop: async () => {
        await app.close();
        await foundation.close();
      },
    });
  } catch (error) {
    await foundation.close();
    throw error;
  }
}

export interface ConfigCopy {
  readonly dir: string;
  /** Adds a notice to a year of the calendar of China, and the year itself where there is none. */
  addNotice(year: number, published: string, off: readonly string[]): Promise<void>;
  replace(file: string, from: string, to: string): Promise<void>;
  remove(): Promise<void>;
}

/** A copy of the standards as they are delivered, to be changed. */
export async function copyConfig(): Promise<ConfigCopy> {
  const dir = await mkdtemp(join(tmpdir(), 'liangpai-config-'));
  for (const folder of ['calendars', 'items', 'profiles', 'demo', 'bulletin'])
    await cp(join(CONFIG, folder), join(dir, folder), { recursive: true });
  return {
    dir,
    addNotice: async (year, published, off) => {
      const file = join(dir, 'calendars', 'cn', `${year}.yaml`);
      const before = await readFile(file, 'utf8').catch(() => `year: ${year}\nnotices:\n`);
      const notice = `  - number: 通知〔${published}〕\n    title: 通知\n    published: ${published}\n    holidays:\n      - name: 放假\n        off: ${JSON.stringify(off)}\n`;
      await writeFile(file, before + notice);
    },
    replace: async (file, from, to) => {
      const path = join(dir, file);
      const text = await readFile(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      await writeFile(path, text.replace(from, to));
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
