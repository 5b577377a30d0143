import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tree of regions (GB/T 2260), and what kind of organisation each one is. */
export class Regions1763000000003 implements MigrationInterface {
  readonly name = 'Regions1763000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX org_region');
    await runner.query('ALTER TABLE org DROP COLUMN name_en, DROP COLUMN kind, DROP COLUMN parent');
    await runner.query('DROP TABLE region');
  }
}

const UP = [
  `CREATE TABLE region (
     code text PRIMARY KEY,
     name text NOT NULL,
     name_en text,
     level text NOT NULL CHECK (level IN ('province', 'city', 'county', 'town', 'village')),
     parent text REFERENCES region)`,
  `CREATE INDEX region_parent ON region (parent)`,
  // The parent of a department is the one of its kind in the region above, of a window its centre.
  `ALTER TABLE org
     ADD COLUMN name_en text,
     ADD COLUMN kind text NOT NULL DEFAULT 'department' CHECK (kind IN ('department', 'centre', 'window')),
     ADD COLUMN parent text`,
  `CREATE INDEX org_region ON org (region)`,
];
