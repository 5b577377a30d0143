import { Command, InvalidArgumentError, Option } from 'commander';
import { withDatabase } from '../database/command-database.js';
import { rfc3339, SECOND } from '../domain/instant.js';
import { newToken, tokenHash } from '../identity/token.js';
import { messageOf } from '../http/problem.js';
import { FeedRepository } from './feed.repository.js';
import { readMaxLag, readSource } from './source.input.js';

interface AddFlags {
  readonly scope: string[];
  readonly watermark: string;
  readonly maxLag: number;
}

/** `liangpai source …`: works on the database itself; a running server notices within seconds. */
export function sourceCommand(): Command {
  const source = new Command('source').description('信息源及其令牌 / sources and their tokens');
  source
    .command('add')
    .description('登记来源，令牌写到标准输出，只此一次 / register a source; its token goes to standard output, once')
    .argument('<name>')
    .requiredOption('--scope <orgs>', '机构代码，逗号分隔；“*”为全部 / organisation codes, comma-separated', scopeList)
    .requiredOption('--watermark <policy>', 'clock | declared')
    .addOption(
      new Option('--max-lag <duration>', '60, 90s, 5m, PT90S').argParser(lagOption).default(60 * SECOND, '60s'),
    )
    .action((name: string, flags: AddFlags) => withFeeds((feeds) => add(feeds, name, flags)));
  source
    .command('list')
    .description('列出来源 / list the sources')
    .action(() => withFeeds(list));
  source
    .command('disable')
    .description('停用来源，其令牌即失效 / disable a source and its token')
    .argument('<name>')
    .action((name: string) => withFeeds((feeds) => disable(feeds, name)));
  source
    .command('renew')
    .description(
      '换发令牌，写到标准输出，只此一次；旧令牌即失效，停用的来源重新启用 / a new token, once, to standard output; the former one ends, a disabled source is in use again',
    )
    .argument('<name>')
    .action((name: string) => withFeeds((feeds) => renew(feeds, name)));
  return source;
}

async function add(feeds: FeedRepository, name: string, { scope, watermark, maxLag }: AddFlags): Promise<void> {
  const request = readSource({ name, scope, watermark, maxLag: maxLag / SECOND });
  const token = newToken();
  if (!(await feeds.add(request, tokenHash(token)))) throw new Error(`来源已存在 / already there: ${name}`);
  process.stdout.write(`${token}\n`);
}

async function list(feeds: FeedRepository): Promise<void> {
  for (const feed of await feeds.records()) {
    const until = feed.declaredUntil === null ? '-' : rfc3339(feed.declaredUntil);
    const state = feed.disabledAt === null ? 'active' : 'disabled';
    const columns = [feed.id, feed.name, feed.policy, `${feed.maxLag / SECOND}s`, until, state, feed.scope.join(',')];
    process.stdout.write(`${columns.join('\t')}\n`);
  }
}

async function disable(feeds: FeedRepository, name: string): Promise<void> {
  if (!(await feeds.disable(name))) throw new Error(`没有启用中的来源 / no source in use: ${name}`);
  const feed = (await feeds.records()).find((one) => one.name === name);
  if (feed?.policy === 'declared' && feed.holdsCases)
    process.stderr.write(
      `警告：仍有在办件等待 ${name} 的水位，不再研判 / warning: running cases wait for the watermark of ${name} and are judged no further\n`,
    );
}

async function renew(feeds: FeedRepository, name: string): Promise<void> {
  const token = newToken();
  if (!(await feeds.renew(name, tokenHash(token)))) throw new Error(`没有此来源 / no such source: ${name}`);
  process.stdout.write(`${token}\n`);
}

async function withFeeds(act: (feeds: FeedRepository) => Promise<void>): Promise<void> {
  try {
    await withDatabase(process.env, (source) => act(new FeedRepository(source)));
  } catch (error) {
    process.stderr.write(`liangpai source: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}

const scopeList = (text: string): string[] => text.split(',').map((code) => code.trim());

function lagOption(text: string): number {
  const lag = readMaxLag(/^\d+$/.test(text) ? Number(text) : text);
  if (lag === undefined) throw new InvalidArgumentError('应为 0–86400 秒 / must be 0–86400 s, e.g. 90s, 5m, PT90S');
  return lag;
}
