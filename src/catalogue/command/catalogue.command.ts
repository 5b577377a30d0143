import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CATALOGUE_KINDS, type CatalogueKind, isReason, MIN_REASON } from '../../console/catalogue.protocol.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../console/exchange.protocol.js';
import { CatalogueClient } from './catalogue.client.js';
import { reportOf } from './import-report.js';

const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.zip': 'application/zip',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
};

const HELP = `
例 Examples:
  $ export LIANGPAI_USERNAME=zhang LIANGPAI_PASSWORD=…
  $ liangpai catalogue export items --format xlsx --out 事项.xlsx
  $ liangpai catalogue import 事项.xlsx --kind items --note '按2026年实施清单调整' --dry-run
  $ liangpai catalogue import 清单.zip --kind items --source national-items --note '年度清单'

导入只生成草案，由另一个账号核对后生效；检查与控制台相同。An import only makes drafts, which another account checks.
退出码 Exit code: 0 全部可用 all taken · 1 有的不予导入 something is refused, the rest is taken · 2 未能执行 could not run`;

interface Common {
  readonly url: string;
  readonly username?: string;
}
interface ExportFlags extends Common {
  readonly format?: ExportFormat;
  readonly table?: string;
  readonly out: string;
}
interface ImportFlags extends Common {
  readonly kind: CatalogueKind;
  readonly source?: string;
  readonly table?: string;
  readonly note?: string;
  readonly dryRun?: boolean;
}

/** `liangpai catalogue …`: files of the catalogue over the public API, as the console has them. */
export function catalogueCommand(): Command {
  const catalogue = new Command('catalogue').description('目录的导出和导入 / files of the catalogue');
  common(catalogue.command('export'))
    .description('导出现行版本 / export what is in force')
    .argument('<kind>', CATALOGUE_KINDS.join(' | '), kindOf)
    .addOption(new Option('--format <format>', '缺省按文件名 / default: by the file name').choices(EXPORT_FORMATS))
    .option('--table <name>', 'CSV 的表 / which table a CSV file is')
    .requiredOption('--out <file>', '输出文件，- 为标准输出 / file, or - for standard output')
    .action((kind: CatalogueKind, flags: ExportFlags) => run(() => exported(kind, flags)));
  common(catalogue.command('import'))
    .description('导入文件成为一批草案 / import a file as a batch of drafts')
    .argument('<file>', '.csv .zip .xlsx .yaml')
    .addOption(new Option('--kind <kind>', '类别 / kind').choices(CATALOGUE_KINDS).makeOptionMandatory())
    .option('--source <name>', '国家清单的映射 config/mappings/<name>.yaml / mapping of national tables')
    .option('--table <name>', 'CSV 的表 / which table a CSV file is')
    .option('--note <text>', `修改理由，至少 ${MIN_REASON} 个字 / why: ${MIN_REASON} characters or more`)
    .option('--dry-run', '只试导入，不保存 / store nothing')
    .action((file: string, flags: ImportFlags) => run(() => imported(file, flags)));
  return catalogue;
}

const common = (command: Command): Command =>
  command
    .option('--url <url>', '服务器地址 root of the server', 'http://127.0.0.1:3000')
    .option('--username <name>', '账号，缺省 LIANGPAI_USERNAME；密码在 LIANGPAI_PASSWORD / account; its password there')
    .addHelpText('after', HELP)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

function kindOf(text: string): CatalogueKind {
  const found = CATALOGUE_KINDS.find((kind) => kind === text);
  if (found) return found;
  throw new InvalidArgumentError(`类别只有 / the catalogue has: ${CATALOGUE_KINDS.join(', ')}`);
}

async function run(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(`liangpai catalogue: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

function signIn({ url, username = process.env['LIANGPAI_USERNAME'] }: Common): Promise<CatalogueClient> {
  const password = process.env['LIANGPAI_PASSWORD'];
  if (!username || !password)
    throw new Error('缺少账号或密码 / no account: set LIANGPAI_USERNAME and LIANGPAI_PASSWORD');
  if (!URL.canParse(url)) throw new Error(`--url 不是网址 / is not a URL: ${url}`);
  return CatalogueClient.signIn({ url, username, password });
}

async function exported(kind: CatalogueKind, flags: ExportFlags): Promise<number> {
  const format = flags.format ?? EXPORT_FORMATS.find((one) => `.${one}` === extname(flags.out).toLowerCase());
  if (!format) throw new Error(`须写明 --format / needs --format: ${EXPORT_FORMATS.join(', ')}`);
  const bytes = await (await signIn(flags)).export(kind, format, flags.table);
  if (flags.out === '-') process.stdout.write(bytes);
  else await writeFile(flags.out, bytes);
  process.stderr.write(`已导出 / exported: ${kind} → ${flags.out} (${bytes.length} B)\n`);
  return 0;
}

async function imported(file: string, flags: ImportFlags): Promise<number> {
  const { kind, source, table, note, dryRun = false } = flags;
  const type = TYPES[extname(file).toLowerCase()];
  if (!type) throw new Error(`只收 ${Object.keys(TYPES).join(' ')} / takes only these: ${file}`);
  if (source !== undefined && kind !== 'items') throw new Error('--source 只用于 --kind items / only for items');
  if (!dryRun && !isReason(note ?? ''))
    throw new Error(`--note：请写明理由，至少 ${MIN_REASON} 个字 / give a reason of at least ${MIN_REASON} characters`);
  const bytes = new Uint8Array(await readFile(file));
  const client = await signIn(flags);
  const answer = await client.import({ kind, type, bytes, source, table, note, apply: !dryRun });
  process.stdout.write(`${reportOf(answer, flags.url)}\n`);
  return answer.counts.refused > 0 ? 1 : 0;
}
