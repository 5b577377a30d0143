import type { DeemedAcceptance } from '../domain/case-facts.js';
import type { CaseEvent } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import { type CaseFile, inOrder } from './case-file.js';

/**
 * A case file as stored: one line of JSON for what each delivery has added, so that an event costs its own size and not
 * the case's. Events by name: a new type never changes what an old file means.
 */
interface Line {
  /** Events of judged types. */
  e?: readonly CaseEvent[];
  /** Instant of the newest event, of whatever type. */
  n?: Instant | null;
  /** Number of stored events that are not among those of judged types here. */
  o?: number;
  d?: DeemedAcceptance;
  /** Keys of raised breaches. */
  r?: readonly string[];
}

const NEW_LINE = '\n';

/** The whole file in one line. */
export const encodeCaseFile = (file: CaseFile): string => JSON.stringify(lineOf(file, file.events, 0));

/**
 * What to write so that the stored file becomes this one: a line to append (it begins with a line break), a whole file
 * where events have been left out since or nothing is stored, or null where nothing has been added.
 */
export function changeOf(stored: CaseFile | undefined, file: CaseFile): string | null {
  if (stored === file) return null;
  const added = stored && addedTo(stored, file);
  if (!stored || !added) return encodeCaseFile(file);
  const line = lineOf(file, added, stored.raised.length);
  if (file.newest === stored.newest) delete line.n;
  if (othersOf(file) !== othersOf(stored)) line.o = othersOf(file);
  else delete line.o;
  if (file.deemed === stored.deemed) delete line.d;
  return Object.keys(line).length === 0 ? null : NEW_LINE + JSON.stringify(line);
}

const othersOf = ({ total, events }: CaseFile): number => total - events.length;

function lineOf(file: CaseFile, events: readonly CaseEvent[], raisedBefore: number): Line {
  const { newest, deemed, raised } = file;
  const line: Line = { n: Number.isFinite(newest) ? newest : null };
  if (othersOf(file) > 0) line.o = othersOf(file);
  if (events.length > 0) line.e = events;
  if (deemed) line.d = deemed;
  if (raised.length > raisedBefore) line.r = raised.slice(raisedBefore);
  return line;
}

/** The events that the stored file has not; undefined where the stored one has others. */
function addedTo(stored: CaseFile, file: CaseFile): CaseEvent[] | undefined {
  const added: CaseEvent[] = [];
  let known = 0;
  for (const event of file.events)
    if (event === stored.events[known]) known += 1;
    else added.push(event);
  return known === stored.events.length ? added : undefined;
}

/** What to append when a breach has made a card that no judgement of time limits has raised. */
export const raisedLine = (key: string): string => NEW_LINE + JSON.stringify({ r: [key] } satisfies Line);

/** Reads what has been written. Throws a SyntaxError on anything else. */
export function decodeCaseFile(text: string): CaseFile {
  let deemed: DeemedAcceptance | undefined;
  let newest = -Infinity;
  let others = 0;
  const events: CaseEvent[] = [];
  const raised: string[] = [];
  for (const part of text.split(NEW_LINE)) {
    const line = JSON.parse(part) as Line;
    newest = line.n ?? newest;
    others = line.o ?? others;
    deemed = line.d ?? deemed;
    if (line.e) events.push(...line.e);
    if (line.r) raised.push(...line.r);
  }
  return { events: inOrder(events), newest, total: events.length + others, deemed, raised };
}
