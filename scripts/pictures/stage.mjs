// The product on an empty database, its demonstration and its clock at one instant: the same pictures whenever they are taken.
import { setTimeout as pause } from 'node:timers/promises';
import { connectionUrl } from '../../dist/server/database/connection-url.js';
import { createApplication } from '../../dist/server/app/application.js';
import { layFoundation } from '../../dist/server/app/foundation.js';
import { loadSettings } from '../../dist/server/settings/settings.js';
import { SimulatorService } from '../../dist/server/simulator/live/simulator.service.js';
import { Clock } from '../../dist/server/time/clock.js';

/** A Tuesday with most of its month behind it. */
export const NOW = Date.parse('2026-10-27T10:40:00+08:00');
/** How long the history may take to be reported (milliseconds). */
const PATIENCE_MS = 180_000;

class StillClock extends Clock {
  now() {
    return NOW;
  }
}

/** @param {string} dataDir empty */
export async function startStage(dataDir) {
  const settings = loadSettings({ LIANGPAI_DEMO: 'on', LIANGPAI_DATA_DIR: dataDir });
  const database = await connectionUrl(settings, { log: () => undefined });
  const foundation = await layFoundation(settings, database.url);
  const app = await createApplication({ ...foundation, clock: new StillClock() }, ['error']);
  await app.listen(0, '127.0.0.1');
  const url = `http://localhost:${app.getHttpServer().address().port}`;
  const stop = async () => {
    await app.close();
    await foundation.close();
    await database.close();
  };
  app.get(SimulatorService, { strict: false }).start(url.replace('localhost', '127.0.0.1'));
  const query = (sql) => foundation.source.query(sql);
  await untilReported(query);
  // The only instant on the pages that comes from the clock of the database.
  await query(`UPDATE feed SET created_at = to_timestamp(${NOW / 1_000})`);
  return { url, stop };
}

/** Every line has reported up to the instant, or is in an outage and adds nothing more. */
async function untilReported(query) {
  let before = -1;
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await pause(1_500)) {
    const [{ newest, events }] = await query(
      `SELECT (extract(epoch FROM max(declared_until)) * 1000)::float8 AS newest, (SELECT count(*)::int FROM event) AS events
       FROM feed`,
    );
    if (newest >= NOW - 1_000 && events === before) return;
    before = events;
  }
  throw new Error('the history has not been reported in time');
}
