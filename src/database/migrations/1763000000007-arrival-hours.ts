import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many events each feed delivered in the last 24 hours: a ring of one row an hour of the day. */
export class ArrivalHours1763000000007 implements MigrationInterface {
  readonly name = 'ArrivalHours1763000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE feed_hour (
         feed integer NOT NULL REFERENCES feed,
         slot smallint NOT NULL CHECK (slot BETWEEN 0 AND 23),
         hour timestamptz NOT NULL,
         events bigint NOT NULL,
         PRIMARY KEY (feed, slot)) WITH (fillfactor = 50)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE feed_hour');
  }
}
