import type { BriefSnapshot } from '../../console.protocol.js';
import { get } from '../api.js';

/** Milliseconds after which the page goes on without: the socket then brings its own snapshot. */
const PATIENCE = 3_000;

let asked: Promise<BriefSnapshot | undefined> | undefined;

/** Asks for the newest cards while the page that shows them is still on its way. */
export function askFirstSnapshot(): void {
  asked = read();
}

/** The newest cards, which need not wait for a socket; undefined where they could not be had. */
export function firstSnapshot(): Promise<BriefSnapshot | undefined> {
  const snapshot = asked ?? read();
  // Whoever comes back to the page later wants newer ones.
  asked = undefined;
  return Promise.race([snapshot, new Promise<undefined>((done) => setTimeout(done, PATIENCE))]);
}

const read = () => get<BriefSnapshot>('console/snapshot').catch(() => undefined);
