import type { DataSource, EntityManager } from 'typeorm';

/**
 * One writer at a time over the whole catalogue: numbers become visible in their order, so that "every version up to
 * number n" means the same for ever.
 */
const PUBLISH_LOCK = 748_201_937;

/** Wakes every process when something has been published. */
export const CATALOGUE_CHANNEL = 'liangpai_catalogue';

export type Queries = Pick<EntityManager, 'query'>;

export const underPublishLock = <T>(source: DataSource, work: (manager: Queries) => Promise<T>): Promise<T> =>
  source.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [PUBLISH_LOCK]);
    return work(manager);
  });

export const whilePublishing = <T>(source: DataSource, work: (manager: Queries) => Promise<T>): Promise<T> =>
  underPublishLock(source, async (manager) => {
    const result = await work(manager);
    await manager.query(`NOTIFY ${CATALOGUE_CHANNEL}`);
    return result;
  });
