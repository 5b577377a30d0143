import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { QuarantineClient, RefusedError } from './quarantine.client.js';
import { harmless, shownEntry, shownPage } from './quarantine.print.js';

interface Access {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

const FILTERS = ['status', 'reason', 'source', 'feed', 'case', 'from', 'to', 'limit', 'cursor'] as const;
type ListFlags = Access & Partial<Record<(typeof FILTERS)[number], string>>;

const EXAMPLES = `
例 Examples:
  $ export LIANGPAI_USERNAME=admin LIANGPAI_PASSWORD=…
  $ liangpai quarantine list --reason unknown-member
  $ liangpai quarantine show 42
  $ liangpai quarantine resubmit 42 --file corrected.json
  $ liangpai quarantine dismiss 42 --reason "测试数据 test data"

退出码 Exit code: 0 done · 1 the server refused (rejected again, resolved already, no such entry) · 2 could not run`;

/** `liangpai quarantine …`: turned-down events over the public API. */
export function quarantineCommand(): Command {
  const quarantine = new Command('quarantine')
    .description('隔离区：被拒绝的事件 / turned-down events: list, correct, resubmit, dismiss')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  const command = (name: string, description: string): Command =>
    withAccess(quarantine.command(name).description(description));

  command('list', '列出，新的在前 / list, newest first')
    .option('--status <status>', 'open | resolved | all', 'open')
    .option('--reason <code>', '原因 e.g. unknown-member, conflict')
    .option('--source <source>', 'CloudEvents source')
    .option('--feed <name>', '信息源名称或编号 name or number of the feed')
    .option('--case <number>', '办件编号 case number')
    .option('--from <time>', '收到时间起 received from: RFC 3339 or YYYY-MM-DD')
    .option('--to <time>', '收到时间止 received until')
    .option('--limit <n>', '1–500')
    .option('--cursor <cursor>', '下一页 next page')
    .action((flags: ListFlags) => run(flags, async (client) => shownPage(await client.list(queryOf(flags)))));
  command('show', '一条及其内容 / one entry with its content')
    .argument('<id>')
    .action((id: string, flags: Access) => run(flags, async (client) => shownEntry(await client.show(id))));
  command('resubmit', '重新报送 / resubmit, as stored or corrected')
    .argument('<id>')
    .option('--file <json>', '更正后的 CloudEvent，“-”为标准输入 the corrected event; - reads standard input')
    .action((id: string, flags: Access & { file?: string }) =>
      run(flags, async (client) => {
        const { verdict, resolution } = await client.resubmit(id, readEvent(flags.file));
        return `${id} ${verdict}: ${resolution ?? ''}`;
      }),
    );
  command('dismiss', '不予处理 / dismiss')
    .argument('<id>')
    .requiredOption('--reason <text>', '理由 why')
    .action((id: string, flags: Access & { reason: string }) =>
      run(flags, async (client) => `${id} ${(await client.dismiss(id, flags.reason)).resolution ?? ''}`),
    );
  return quarantine;
}

const withAccess = (command: Command): Command =>
  command
    .option('--url <url>', '服务器地址 root of the server', 'http://127.0.0.1:3000')
    .option('--username <name>', '用户名 account; or LIANGPAI_USERNAME')
    .option('--password <password>', '密码 better in LIANGPAI_PASSWORD, where other users cannot see it');

const queryOf = (flags: ListFlags): URLSearchParams =>
  new URLSearchParams(FILTERS.flatMap((name): [string, string][] => (flags[name] ? [[name, flags[name]]] : [])));

function readEvent(file: string | undefined): unknown {
  if (file === undefined) return undefined;
  const text = readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Error(`${file} 不是 JSON / is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

async function run(access: Access, work: (client: QuarantineClient) => Promise<string>): Promise<void> {
  try {
    const username = access.username ?? process.env['LIANGPAI_USERNAME'];
    const password = access.password ?? process.env['LIANGPAI_PASSWORD'];
    if (!username || !password)
      throw new Error('请设置 LIANGPAI_USERNAME 和 LIANGPAI_PASSWORD / set them, or give --username and --password');
    if (!URL.canParse(access.url)) throw new Error(`--url is not a URL: ${access.url}`);
    const client = await QuarantineClient.signIn(access.url, username, password);
    try {
      process.stdout.write(`${harmless(await work(client))}\n`);
    } finally {
      await client.signOut().catch(() => undefined);
    }
  } catch (error) {
    process.stderr.write(`liangpai quarantine: ${harmless(error instanceof Error ? error.message : String(error))}\n`);
    process.exitCode = error instanceof RefusedError ? 1 : 2;
  }
}
