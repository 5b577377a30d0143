import type { Bilingual, Fault } from '../settings/fault.js';

/** Rows of one statement, as `DataSource.query` gives them. */
export type Query = (sql: string) => Promise<unknown>;

/** PostgreSQL 14. */
const OLDEST = 140_000;

const OFF_LOSES: Readonly<Record<string, Bilingual>> = {
  fsync: {
    zh: '必须为 on：否则断电或系统崩溃会丢失已确认的事件',
    en: 'must be on: a power failure would lose acknowledged events',
  },
  full_page_writes: {
    zh: '必须为 on：否则断电可能损坏数据页',
    en: 'must be on: a power failure could tear data pages',
  },
  synchronous_commit: {
    zh: '不得为 off：否则提交返回时数据尚未落盘',
    en: 'must not be off: a commit would return before it is on disk',
  },
};

async function readSettings(query: Query): Promise<ReadonlyMap<string, string>> {
  const names = [...Object.keys(OFF_LOSES), 'server_version_num', 'server_version', 'data_checksums'];
  const rows = (await query(
    `SELECT name, setting FROM pg_settings WHERE name IN (${names.map((name) => `'${name}'`).join(', ')})`,
  )) as readonly { name: string; setting: string }[];
  return new Map(rows.map(({ name, setting }) => [name, setting]));
}

/**
 * What stands against "acknowledged means durable" on this database, as the session sees it: a setting of the role or
 * of the database counts too. `local` and `remote_write` are accepted, since they wait for the local disk.
 */
export async function checkDurability(query: Query): Promise<Fault[]> {
  const settings = await readSettings(query);
  const faults: Fault[] = Object.entries(OFF_LOSES)
    .filter(([name]) => settings.get(name) === undefined || settings.get(name) === 'off')
    .map(([name, reason]) => ({ name, value: settings.get(name) ?? '?', reason }));
  if (!(Number(settings.get('server_version_num')) >= OLDEST))
    faults.push({
      name: 'server_version',
      value: settings.get('server_version') ?? '?',
      reason: { zh: '需要 PostgreSQL 14 或更高版本', en: 'PostgreSQL 14 or later is needed' },
    });
  return faults;
}

/** What an operator should know and may accept. */
export async function durabilityNotes(query: Query): Promise<Fault[]> {
  const checksums = (await readSettings(query)).get('data_checksums');
  if (checksums === 'on') return [];
  return [
    {
      name: 'data_checksums',
      value: checksums ?? '?',
      reason: { zh: '建议启用，以便发现磁盘损坏', en: 'should be on, to notice a failing disk' },
    },
  ];
}
