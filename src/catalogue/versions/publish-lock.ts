import type { DataSource, EntityManager } from 'typeorm';
import { LOCK } from '../../database/advisory-locks.js';

/** Wakes every process when something has been published. */
export const CATALOGUE_CHANNEL = 'liangpai_catalogue';

export type Queries = Pick<EntityManager, 'query'>;

/**
 * One writer at a time over the whole catalogue: numbers become visible in their order, so that "every version up to
 * number n" means the same for ever.
 */
export const underPublishLock = <T>(source: DataSource, work: (manager: Queries) => Promise<T>): Promise<T> =>
  source.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK.publish]);
    return work(manager);
  });

export const whilePublishing = <T>(source: DataSource, work: (manager: Queries) => Promise<T>): Promise<T> =>
  underPublishLock(source, async (manager) => {
    const result = await work(manager);
    await manager.query(`NOTIFY ${CATALOGUE_CHANNEL}`);
    return result;
  });
