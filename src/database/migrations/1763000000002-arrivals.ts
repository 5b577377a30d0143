import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each feed was last heard of, so that nobody has to look through its events. */
export class Arrivals1763000000002 implements MigrationInterface {
  readonly name = 'Arrivals1763000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE feed ADD COLUMN last_received_at timestamptz');
    await runner.query(
      `UPDATE feed f SET last_received_at = e.at
       FROM (SELECT feed, max(received_at) AS at FROM event GROUP BY feed) e WHERE e.feed = f.id`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE feed DROP COLUMN last_received_at');
  }
}
