import { Command } from 'commander';
import { settingsHelp } from '../settings/setting-table.js';
import { serve } from '../app/serve.js';

/** `liangpai serve` */
export const serveCommand = (): Command =>
  new Command('serve')
    .description('启动服务 / run the server')
    .addHelpText('after', `\n${settingsHelp()}`)
    .action(() => serve(process.env));
