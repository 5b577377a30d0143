import { seconds } from './report.mjs';
import { median } from './statistics.mjs';

const MONTHS = [1, 2, 3, 4, 5, 6].map((month) => `2014-0${month}`);
const GROUPS = ['region', 'org', 'item'];
const BULLETIN = '2014-06';
/** The first turn is the first time that anybody asks; its time is told apart. */
const TURNS = 5;

/**
 * What a reader of a half-year waits for, in milliseconds: the figures of its months, the overview, a bulletin.
 * @param {import('./client.mjs').Client} http @param {string} session of an account that may issue
 */
export async function readingTimes(http, session) {
  const get = (path) => http.read(`/api/v1/${path}`, session);
  const months = [];
  for (const month of MONTHS)
    for (const by of GROUPS) months.push(await timed(() => get(`statistics/month?month=${month}&by=${by}`)));
  const overview = await timed(() => get('statistics/overview'));
  const issue = await issueBulletin(http, session);
  const draft = await timed(() => get(`bulletins/${BULLETIN}?edition=draft`));
  const opened = JSON.parse((await get(`bulletins/${BULLETIN}/preview?edition=draft`)).toString());
  const previews = [];
  // Each with another number and the figures that are seen, as the console asks when somebody writes one.
  for (let number = 1; number <= TURNS; number += 1)
    previews.push(
      await timed(() => get(`bulletins/${BULLETIN}/preview?edition=draft&number=${number}&hash=${opened.hash}`)),
    );
  const [slowest, preview] = [Math.max(...months), median(previews.slice(1))];
  return {
    /** Of the month page that somebody opens: its slowest grouping. */
    months: slowest,
    lines: [
      `month page, ${MONTHS.length} months by ${GROUPS.join(', ')}: ${seconds(Math.min(...months))}–${seconds(slowest)}, median ${seconds(median(months))} · overview ${seconds(overview)}`,
      `bulletin of ${BULLETIN}: issue with ${issue.formats.join(', ')}, from the press's start ${seconds(issue.ms)} · draft ${seconds(draft)} · preview of its pages ${seconds(previews[0])}, again ${seconds(preview)}`,
    ],
    targets: [
      { what: 'month page', took: slowest, most: 1_000 },
      { what: 'bulletin preview refreshed', took: preview, most: 500 },
      { what: `bulletin ${issue.formats.join(' + ')}`, took: issue.ms, most: 3_000 },
    ],
  };
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Issues the bulletin and fetches each of its files, the process that makes them not yet running. */
async function issueBulletin(http, session) {
  const headers = { authorization: `Bearer ${session}`, 'content-type': 'application/json' };
  const began = performance.now();
  const { status, body } = await http.send(`/api/v1/bulletins/${BULLETIN}/issue`, headers, '{}');
  if (status !== 201) throw new Error(`the bulletin was not issued: ${status} ${body.toString().slice(0, 500)}`);
  const formats = JSON.parse(body.toString()).documents.map(({ format }) => format);
  for (const format of formats) await http.read(`/api/v1/bulletins/${BULLETIN}.${format}`, session);
  return { ms: performance.now() - began, formats };
}
