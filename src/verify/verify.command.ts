import { Command, InvalidArgumentError } from 'commander';
import { loadSettings, SettingsError } from '../settings/settings.js';
import { databaseUrl } from './database-url.js';
import { reportText } from './print-report.js';
import { EXIT, exitCodeOf } from './report.js';
import { CannotCheck } from './stored-standards.js';
import { verifyCards } from './verify-cards.js';

interface CardsOptions {
  readonly url?: string;
  readonly json?: boolean;
  readonly limit?: number;
}

/** `liangpai verify …`: exit 0 equal, 1 different, 2 could not check, 3 bad input. */
export function verifyCommand(): Command {
  const verify = new Command('verify')
    .description('独立核对 / independent checks')
    // A misspelt option is bad input; help is not.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.equal : EXIT.badInput));
  verify
    .command('cards')
    .description(
      '用另一套程序从事件重算全部亮牌、发现和线索并比较 / recompute every card, finding and hint from the stored events and compare',
    )
    .option('--url <postgres-url>', '数据库地址 / database', postgresUrl)
    .option('--limit <n>', '只核对前 n 个办件 / only the first n cases', wholeNumber)
    .option('--json', '输出 JSON / print JSON')
    .addHelpText(
      'after',
      '\n退出码 exit: 0 一致 equal · 1 不一致 different · 2 未能核对 could not check · 3 输入有误 bad input',
    )
    .action(async (options: CardsOptions) => {
      process.exitCode = await runVerifyCards(options);
    });
  return verify;
}

async function runVerifyCards({ url, json, limit }: CardsOptions): Promise<number> {
  const log = (message: string) => process.stderr.write(`${message}\n`);
  try {
    const database = await databaseUrl(url, loadSettings(process.env), log);
    try {
      const report = await verifyCards({ url: database.url, limit, onProgress: progress() });
      process.stdout.write(`${json ? JSON.stringify(report, null, 2) : reportText(report)}\n`);
      return exitCodeOf(report);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof CannotCheck || error instanceof SettingsError)) throw error;
    log(error instanceof CannotCheck ? `未能核对 / could not check: ${error.message}` : error.message);
    return error instanceof CannotCheck ? EXIT.couldNotCheck : EXIT.badInput;
  }
}

function progress(): ((checked: number, of: number) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  return (checked, of) => void process.stderr.write(`\r${checked}/${of}${checked >= of ? '\n' : ''}`);
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('应为正整数 / must be a positive whole number');
  return Number(text);
}

function postgresUrl(text: string): string {
  if (!URL.canParse(text) || !/^postgres(ql)?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('应形如 / must look like postgres://user:password@host:5432/database');
  return text;
}
