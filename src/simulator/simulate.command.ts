import { Command, InvalidArgumentError } from 'commander';
import { dayFromIso } from '../domain/instant.js';
import { createProgress } from '../import/progress.js';
import { type SimulateFlags, simulate } from './simulate.js';

const EXAMPLES = `
例 Examples:
  $ liangpai simulate --cases 410000 --from 2014-01-01 --to 2014-06-30 --seed 1
  $ liangpai simulate --cases 2000 --from 2026-09-01 --to 2026-09-30 --seed 7 --profile lively
  $ liangpai simulate --from 2026-09-01 --to 2026-09-30 --seed 7 --profile lively --speed 600
  $ liangpai simulate --cases 1000 --from 2014-01-01 --to 2014-01-31 --seed 1 --dry-run

同一种子、同一版本、同一参数，每次产生的事件逐字节相同。 The same seed, version and options give the same events, byte for byte.
退出码 Exit code: 0 done · 1 something was rejected that should not have been · 2 could not run`;

/** `liangpai simulate`: a window system that is none; a client of the public API like any other. */
export function simulateCommand(configDir: string): Command {
  return new Command('simulate')
    .description('模拟演示省份的办件并报送 / send simulated cases of the demo province')
    .option('--cases <n>', '办件数 number of cases in the whole period', whole)
    .option('--from <date>', '收件起日 first day (YYYY-MM-DD); with --speed: today', day)
    .option('--to <date>', '收件止日 last day (YYYY-MM-DD); with --speed: no end', day)
    .requiredOption('--seed <n>', '种子 seed', whole)
    .option('--profile <name>', '情形占比 rates: published | lively', 'published')
    .option(
      '--speed <factor>',
      '实时形式，1 为真实速度 the live form: 1 is real pace, 600 ten minutes a second',
      factor,
    )
    .option('--url <url>', '服务器地址 root of the server', 'http://127.0.0.1:3000')
    .option('--token <token>', '申报型来源的令牌 token of a declared source; or LIANGPAI_TOKEN (default demo-replay)')
    .option('--username <name>', '查询结果的账号 account for the totals; or LIANGPAI_USERNAME (default inspector)')
    .option('--password <password>', '密码 or LIANGPAI_PASSWORD (default: that of the demonstration)')
    .option('--watermark-every <days>', '每几日申报一次水位 days between two watermarks', whole, 1)
    .option('--resume', '续传中断的同一次模拟 go on with the same, interrupted simulation')
    .option('--dry-run', '只产生，不报送 generate only; prints the hash of the events')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (flags: SimulateFlags) => {
      process.exitCode = await run(flags, configDir);
    });
}

async function run(flags: SimulateFlags, configDir: string): Promise<number> {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Error('已中断 / interrupted; --resume goes on with it'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const progress = createProgress(process.stderr, ['模拟', 'simulate']);
    const { lines, isClean } = await simulate(flags, { configDir, progress, signal: controller.signal });
    process.stdout.write(`${lines.join('\n')}\n`);
    return isClean ? 0 : 1;
  } catch (error) {
    process.stderr.write(`liangpai simulate: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function whole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('应为整数 / must be a whole number');
}

function factor(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1_000_000) return value;
  throw new InvalidArgumentError('应大于 0 / must be more than 0, at most 1000000');
}

function day(text: string): number {
  try {
    return dayFromIso(text);
  } catch {
    throw new InvalidArgumentError('应为日期 / must be a date: YYYY-MM-DD');
  }
}
