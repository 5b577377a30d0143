import 'reflect-metadata';
import { Command } from 'commander';
import { accountCommand } from '../identity/account.command.js';
import { catalogueCommand } from '../catalogue/command/catalogue.command.js';
import { configDir } from '../app/foundation.js';
import { importCommand } from '../import/import.command.js';
import { quarantineCommand } from '../quarantine/quarantine.command.js';
import { simulateCommand } from '../simulator/simulate.command.js';
import { sourceCommand } from '../sources/source.command.js';
import { verifyCommand } from '../verify/verify.command.js';
import { serveCommand } from './serve.command.js';

/** The command `liangpai`. Ends the process's work by its exit code: 0 done, 1 found something, 2 could not. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('liangpai')
    .description('亮牌：行政审批电子监察 / electronic supervision of administrative approvals')
    .addCommand(serveCommand(), { isDefault: false })
    .addCommand(importCommand())
    .addCommand(simulateCommand(configDir()))
    .addCommand(verifyCommand())
    .addCommand(sourceCommand())
    .addCommand(quarantineCommand())
    .addCommand(accountCommand())
    .addCommand(catalogueCommand());
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode ||= 1;
  }
}
