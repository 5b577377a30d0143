import type { EntityManager } from 'typeorm';
import type { Instant } from '../domain/instant.js';

/** One moment of the database: whatever is counted within it agrees. */
export interface Snapshot {
  readonly queries: Pick<EntityManager, 'query'>;
  /** The instant of the moment. */
  readonly asOf: Instant;
}
