import type { DataSource } from 'typeorm';
import type { Fault } from '../settings/fault.js';
import { DemoRepository } from './demo.repository.js';

const REMEDY = {
  zh: '演示账号或令牌仍然有效；先以 LIANGPAI_DEMO=off 且非 production 启动一次即可停用',
  en: 'a demo account or token is still active; start once with LIANGPAI_DEMO=off and without production to disable them',
};

/** What of the demonstration a production server would offer on this database. */
export async function demoFaults(source: Pick<DataSource, 'query'>): Promise<Fault[]> {
  const { accounts, feeds } = await new DemoRepository(source).active();
  return [
    ...accounts.map((value) => ({ name: 'account', value, reason: REMEDY })),
    ...feeds.map((value) => ({ name: 'source', value, reason: REMEDY })),
  ];
}
