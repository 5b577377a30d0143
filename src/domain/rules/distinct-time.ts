import { type Instant, rfc3339 } from '../instant.js';
import { type Words, dayWords, timeWords } from '../wording.js';

/** An instant beside another one: with milliseconds where both would read the same, 17:00:00.001 after 17:00. */
export function distinctTime(at: Instant, other: Instant): Words {
  const words = timeWords(at);
  if (at === other || at % 1000 === 0 || words.en !== timeWords(other).en) return words;
  const time = rfc3339(at).slice(11, 23);
  const { zh, en } = dayWords(at);
  return { zh: `${zh}${time}`, en: `${en} ${time}` };
}
