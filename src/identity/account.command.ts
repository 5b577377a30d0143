import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { withDatabase } from '../database/command-database.js';
import { textOf } from '../http/input.js';
import { messageOf } from '../http/problem.js';
import { ROLES, type Role } from './account.js';
import { AccountRepository } from './account.repository.js';
import { hashPassword } from './password.js';

const MIN_PASSWORD = 12;

interface AddFlags {
  readonly name?: string;
  readonly role: Role;
  readonly org?: string;
}

/** `liangpai account …`: how the first administrator of a production server comes to be. */
export function accountCommand(): Command {
  const account = new Command('account').description('账号 / accounts');
  account
    .command('add')
    .description('新建账号，密码从标准输入读取 / add an account; its password is read from standard input')
    .argument('<username>')
    .addOption(new Option('--role <role>', '角色 / role').choices(ROLES).makeOptionMandatory())
    .option('--name <name>', '姓名 / name of the person (default: the username)')
    .option('--org <org>', '可见机构，缺省为全部 / organisation that the account may see (default: all)')
    .addHelpText('after', `\n例 Example:\n  $ liangpai account add zhang --role admin < password.txt`)
    .action(run);
  return account;
}

async function run(username: string, flags: AddFlags): Promise<void> {
  try {
    const password = (await text(process.stdin)).replace(/\r?\n$/, '');
    await withDatabase(process.env, (source) => addAccount(new AccountRepository(source), username, password, flags));
    process.stdout.write(`已建 / added: ${username}\n`);
  } catch (error) {
    process.stderr.write(`liangpai account: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}

/** @throws Error with a text for people */
export async function addAccount(
  accounts: AccountRepository,
  username: string,
  password: string,
  { name, role, org }: AddFlags,
): Promise<void> {
  if (password.length < MIN_PASSWORD)
    throw new Error(`密码至少 ${MIN_PASSWORD} 个字符 / the password needs at least ${MIN_PASSWORD} characters`);
  const added = await accounts.add({
    username: textOf(username, 'username', 64),
    name: textOf(name ?? username, '--name', 64),
    role,
    org: org === undefined ? null : textOf(org, '--org', 64),
    passwordHash: await hashPassword(textOf(password, 'password', 256)),
    demo: false,
  });
  if (!added) throw new Error(`用户名已被占用 / the username is taken: ${username}`);
}
