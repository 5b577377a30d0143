import { SECOND } from '../domain/instant.js';
import type { Role } from '../identity/account.js';
import { SIMULATED } from '../sources/feed.js';
import type { NewFeed } from '../sources/feed.repository.js';

/** Public knowledge, as the contract names it: never in production. */
export const DEMO_PASSWORD = 'liangpai-demo';

export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly org: string | null;
}

/** The names say that nobody bears them. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { username: 'inspector', name: '演示甲', role: 'inspector', org: null },
  { username: 'head', name: '演示乙', role: 'head', org: '210000-sczj' },
  { username: 'province', name: '演示丙', role: 'province', org: null },
  { username: 'admin', name: '演示丁', role: 'admin', org: null },
];

export const DEMO_FEEDS: readonly (NewFeed & { readonly token: string })[] = [
  { name: 'demo-window', token: 'demo-window', scope: ['*'], policy: 'clock', maxLag: 60 * SECOND },
  { name: 'demo-replay', token: 'demo-replay', scope: ['*'], policy: 'declared', maxLag: 60 * SECOND },
];

/** Names of the simulator's own sources, as SQL likes them. */
export const SIMULATOR_FEEDS = `${SIMULATED}%`;
