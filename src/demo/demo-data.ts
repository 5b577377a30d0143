import { SECOND } from '../domain/instant.js';
import type { Role } from '../identity/account.js';
import type { NewFeed } from '../sources/feed.repository.js';

/** Public knowledge, as the contract names it: never in production. */
export const DEMO_PASSWORD = 'liangpai-demo';

export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly org: string | null;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { username: 'inspector', name: '林静', role: 'inspector', org: null },
  { username: 'head', name: '周明', role: 'head', org: '210000-sczj' },
  { username: 'province', name: '韩梅', role: 'province', org: null },
  { username: 'admin', name: '方晓', role: 'admin', org: null },
];

export const DEMO_FEEDS: readonly (NewFeed & { readonly token: string })[] = [
  { name: 'demo-window', token: 'demo-window', scope: ['*'], policy: 'clock', maxLag: 60 * SECOND },
  { name: 'demo-replay', token: 'demo-replay', scope: ['*'], policy: 'declared', maxLag: 60 * SECOND },
];

/** Code, name, region (administrative division). */
export const DEMO_ORGS: readonly (readonly [string, string, string])[] = [
  ['210000-sczj', '辽宁省市场监督管理局', '210000'],
  ['210000-zrzyt', '辽宁省自然资源厅', '210000'],
  ['210000-slt', '辽宁省水利厅', '210000'],
  ['210000-wjw', '辽宁省卫生健康委员会', '210000'],
  ['210000-jtt', '辽宁省交通运输厅', '210000'],
  ['210100-sczj', '沈阳市市场监督管理局', '210100'],
  ['210100-zrzyj', '沈阳市自然资源局', '210100'],
  ['210200-sczj', '大连市市场监督管理局', '210200'],
  ['210200-wjw', '大连市卫生健康委员会', '210200'],
];
