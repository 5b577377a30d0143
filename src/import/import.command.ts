import { Command } from 'commander';
import { type ImportOptions, runImport } from './importer.js';
import { createProgress } from './progress.js';
import { type Finding, isComplete, shownFinding, shownReport } from './report.js';

interface Flags {
  mapping: string;
  url: string;
  token?: string;
  watermark?: boolean;
  fromScratch?: boolean;
  report?: string;
  state?: string;
  dryRun?: boolean;
  encoding?: string;
  delimiter?: string;
}

/** Findings shown on the terminal when all of them go to a report file. */
const SHOWN_WITH_REPORT = 20;

const EXAMPLES = `
例 Examples:
  $ liangpai import receipt.xes.gz --mapping config/mappings/wabo-receipt.yaml --dry-run
  $ LIANGPAI_TOKEN=demo-replay liangpai import receipt.xes.gz --mapping config/mappings/wabo-receipt.yaml
  $ liangpai import 办件.csv --mapping window.yaml --encoding gb18030 --delimiter tab --report 办件.report.jsonl

退出码 Exit code: 0 all mapped and accepted · 1 something could not be mapped or was rejected · 2 could not run
中断后原样再运行即从断点继续 Run the same command again after an interruption: it continues where it was.
映射文件的写法 The mapping file is described in config/mappings/README.md.`;

/** `liangpai import FILE --mapping M`: the client that turns process logs into events over the public API. */
export function importCommand(): Command {
  return new Command('import')
    .description('把 XES 日志或 CSV 文件按映射文件转为事件并发送 Send an XES log (.gz too) or a CSV file as events')
    .argument('<file>', 'XES or CSV file, plain or gzip')
    .requiredOption('--mapping <file>', '映射文件 mapping file (YAML)')
    .option('--url <url>', '服务器地址 root of the server', 'http://127.0.0.1:3000')
    .option('--token <token>', '来源令牌 source token; better in LIANGPAI_TOKEN, where other users cannot see it')
    .option('--watermark', '即使有缺漏也申报水位 declare the watermark at the end even when something is missing')
    .option('--no-watermark', '不申报水位 never declare it (default: when nothing is missing)')
    .option('--from-scratch', '忽略此前进度 forget the progress of an interrupted run')
    .option('--report <file>', '把每条问题与汇总写入文件 write every finding and the summary as JSON lines')
    .option(
      '--state <file>',
      '进度文件 file for the progress (default: beside the report, else in the working directory)',
    )
    .option('--dry-run', '只读取和映射，不发送 read and map, send nothing; needs no token')
    .option('--encoding <name>', 'CSV 编码 encoding of a CSV file: utf-8, gb18030, … (default: the mapping)')
    .option('--delimiter <char>', 'CSV 分隔符 delimiter of a CSV file, or tab (default: the mapping)')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (file: string, flags: Flags) => {
      process.exitCode = await run(file, flags);
    });
}

/** Returns the exit code. */
async function run(file: string, flags: Flags): Promise<number> {
  const token = flags.token ?? process.env['LIANGPAI_TOKEN'];
  if (!token && !flags.dryRun) return failed(new Error('no source token: set LIANGPAI_TOKEN or give --token'));
  if (!URL.canParse(flags.url)) return failed(new Error(`--url is not a URL: ${flags.url}`));
  const progress = createProgress(process.stderr);
  const findings = new Findings((line) => progress.note(line), flags.report);
  const options: ImportOptions = { ...flags, file, token, progress, onFinding: (finding) => findings.show(finding) };
  try {
    const report = await runImport(options);
    findings.close();
    process.stdout.write(`${shownReport(report)}\n`);
    return isComplete(report) ? 0 : 1;
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): number {
  process.stderr.write(`liangpai import: ${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
}

/** Shows findings as they come: all of them, or the first ones when the rest can be read in a report file. */
class Findings {
  #count = 0;

  constructor(
    private readonly note: (line: string) => void,
    private readonly report: string | undefined,
  ) {}

  show(finding: Finding): void {
    this.#count++;
    if (this.report === undefined || this.#count <= SHOWN_WITH_REPORT) this.note(shownFinding(finding));
  }

  close(): void {
    const further = this.#count - SHOWN_WITH_REPORT;
    if (this.report !== undefined && further > 0)
      this.note(`另有 ${further} 条 ${further} further findings: ${this.report}`);
  }
}
