import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { verifyCommand } from '../../src/verify/verify.command.js';

describe('liangpai verify cards', () => {
  const before = process.exitCode;

  beforeEach(() => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${code}`);
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = before;
  });

  const run = (...args: string[]) => verifyCommand().parseAsync(['cards', ...args], { from: 'user' });

  it('ends with 2 when it does not reach the database', async () => {
    await run('--url', 'postgres://nobody:x@127.0.0.1:1/none');
    expect(process.exitCode).toBe(2);
  });

  it.each([
    ['an unknown option', ['--colour']],
    ['a limit that is no number', ['--limit', 'some']],
    ['an address that is no database', ['--url', 'http://localhost']],
  ])('ends with 3 on %s', async (_, args) => {
    await expect(run(...args)).rejects.toThrow('exit 3');
  });

  it('ends with 0 when it is asked for help', async () => {
    await expect(run('--help')).rejects.toThrow('exit 0');
  });
});
