import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dataDirOwner, lockDataDir } from '../../src/database/data-dir-lock.js';
import { isAlive, processIdentity } from '../../src/database/process-identity.js';
import { buildServer, eventually, fromRoot, startChild, temporaryDirectory } from '../support/child.js';

describe('the lock of a data directory', () => {
  let directory = '';
  const leave = (owner: unknown): void => writeFileSync(join(directory, 'server.lock'), JSON.stringify(owner));
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('admits one owner until it is released', async () => {
    const lock = await lockDataDir(directory);
    expect(await dataDirOwner(directory)).toBe(process.pid);
    await expect(lockDataDir(directory)).rejects.toMatchObject({ name: 'DataDirInUseError', pid: process.pid });
    await lock.release();
    expect(await dataDirOwner(directory)).toBeUndefined();
    await (await lockDataDir(directory)).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is taken over from a process that is gone', async () => {
    leave({ pid: spawnSync('true').pid, identity: 'earlier' });
    await expect(lockDataDir(directory)).resolves.toBeDefined();
  });

  it('is taken over when the pid now belongs to another process', async () => {
    leave({ pid: process.pid, identity: 'earlier' });
    await expect(lockDataDir(directory)).resolves.toBeDefined();
  });

  it('is taken over from a file that a power failure left empty', async () => {
    writeFileSync(join(directory, 'server.lock'), '');
    await expect(lockDataDir(directory)).resolves.toBeDefined();
  });

  it('is refused while the process that holds it lives', async () => {
    leave({ pid: process.ppid, identity: processIdentity(process.ppid) });
    await expect(lockDataDir(directory)).rejects.toThrow(`（进程 ${process.ppid}）`);
  });
});

describe('the watch over the parent', () => {
  beforeAll(buildServer);
  const watcher = `"${process.execPath}" "${fromRoot('test/database/watcher.mjs')}"`;

  it.each([
    ['npm as the parent', ['-e', `require('child_process').spawn(${JSON.stringify(`exec ${watcher}`)}, WITH)`]],
    ['npm behind a shell', ['-e', `require('child_process').spawn(${JSON.stringify(`${watcher}; true`)}, WITH)`]],
  ])('notices that %s was killed', async (_name, [flag = '', code = '']) => {
    const npm = startChild(process.execPath, [flag, code.replace('WITH', "{ shell: true, stdio: 'inherit' }")]);
    expect(await npm.line()).toBe('watching');
    npm.process.kill('SIGKILL');
    expect(await npm.line()).toBe('orphaned');
    expect(await eventually(() => !isAlive(npm.process.pid ?? 0))).toBe(true);
  });
});
