import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The number and the date that an edition bears, and its workbook. */
export class BulletinNumbers1763000000009 implements MigrationInterface {
  readonly name = 'BulletinNumbers1763000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bulletin DROP COLUMN document_no, DROP COLUMN dated');
    await runner.query(`${FORMATS} CHECK (format IN ('pdf', 'docx'))`);
  }
}

const FORMATS = `ALTER TABLE bulletin_document DROP CONSTRAINT bulletin_document_format_check,
  ADD CONSTRAINT bulletin_document_format_check`;

const UP = [
  // Of editions from before both are null: what they bear stands in their text.
  'ALTER TABLE bulletin ADD COLUMN document_no text, ADD COLUMN dated date',
  // A serial that was left blank, to be written by hand, may stand on many.
  `CREATE UNIQUE INDEX bulletin_document_no ON bulletin (document_no) WHERE document_no ~ '〕\\d+号$'`,
  `${FORMATS} CHECK (format IN ('pdf', 'docx', 'xlsx'))`,
];
