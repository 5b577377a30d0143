import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SETTING_TABLE, settingsHelp, settingsMarkdown } from '../../src/settings/setting-table.js';
import { loadSettings, SettingsError, type Environment } from '../../src/settings/settings.js';

function faultsOf(env: Environment): SettingsError {
  try {
    loadSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

const names = (env: Environment): string[] => faultsOf(env).faults.map((fault) => fault.name);

describe('settings', () => {
  it('runs the demo on the loopback address when nothing is set', () => {
    expect(loadSettings({})).toEqual({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      proxies: [],
      databaseUrl: undefined,
      dataDir: resolve('.liangpai'),
      demo: true,
      simulator: true,
    });
  });

  it('listens everywhere and without the demo in production', () => {
    expect(loadSettings({ NODE_ENV: 'production' })).toMatchObject({ host: '0.0.0.0', demo: false, simulator: false });
  });

  it('lets the simulator follow the demo unless it is set itself', () => {
    expect(loadSettings({ LIANGPAI_DEMO: 'off' }).simulator).toBe(false);
    expect(loadSettings({ LIANGPAI_SIMULATOR: 'off' })).toMatchObject({ demo: true, simulator: false });
  });

  it('takes an empty value as unset', () => {
    expect(loadSettings({ PORT: '', LIANGPAI_DEMO: ' ', DATABASE_URL: '' })).toEqual(loadSettings({}));
  });

  it('reads what is set', () => {
    expect(
      loadSettings({
        PORT: '0',
        HOST: '::1',
        DATABASE_URL: 'postgresql://u:p@db/liangpai',
        LIANGPAI_DATA_DIR: '/srv/lp',
      }),
    ).toMatchObject({ port: 0, host: '::1', databaseUrl: 'postgresql://u:p@db/liangpai', dataDir: '/srv/lp' });
  });

  it('lists every fault at once, in Chinese and English', () => {
    const env = {
      PORT: '70000',
      HOST: 'a b',
      DATABASE_URL: 'mysql://x/y',
      LIANGPAI_DEMO: 'yes',
      LIANGPAI_SIMULATOR: '1',
    };
    const error = faultsOf(env);
    expect(error.faults.map((fault) => fault.name).sort()).toEqual(Object.keys(env).sort());
    for (const [name, value] of Object.entries(env)) expect(error.message).toContain(`${name}=${value}`);
    expect(error.message).toContain('应为 0–65535 的整数');
    expect(error.message).toContain('must be on or off');
  });

  it.each(['-1', '3000.5', '1e3', '0x10', '65536', 'http'])('refuses PORT=%s', (PORT) => {
    expect(names({ PORT })).toEqual(['PORT']);
  });

  it.each(['300.1.1.1', 'http://x', '-a', ':3000'])('refuses HOST=%s', (HOST) => {
    expect(names({ HOST })).toEqual(['HOST']);
  });

  it('reads the proxies in front', () => {
    const LIANGPAI_PROXIES = '10.0.0.5, 172.16.0.0/12,fd00::/8';
    expect(loadSettings({ LIANGPAI_PROXIES }).proxies).toEqual(['10.0.0.5', '172.16.0.0/12', 'fd00::/8']);
  });

  it.each(['*', 'proxy', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.0/', '10.0.0.5,', 'true', '1'])(
    'refuses LIANGPAI_PROXIES=%s',
    (LIANGPAI_PROXIES) => {
      expect(names({ LIANGPAI_PROXIES })).toEqual(['LIANGPAI_PROXIES']);
    },
  );

  it.each(['mysql://u:geheim@h/d', 'postgres://u:geheim@h', 'http://h/d?password=geheim', 'geheim'])(
    'refuses DATABASE_URL=%s without printing its password',
    (DATABASE_URL) => {
      const error = faultsOf({ DATABASE_URL });
      expect(error.faults).toHaveLength(1);
      expect(error.message).not.toContain('geheim');
    },
  );

  it('refuses the demo and the simulator in production', () => {
    const NODE_ENV = 'production';
    expect(names({ NODE_ENV, LIANGPAI_DEMO: 'on' })).toEqual(['LIANGPAI_DEMO', 'LIANGPAI_SIMULATOR']);
    expect(names({ NODE_ENV, LIANGPAI_SIMULATOR: 'on' })).toEqual(['LIANGPAI_SIMULATOR']);
  });

  it('describes each setting in the help and in the README table', () => {
    for (const { name } of SETTING_TABLE) {
      expect(settingsHelp()).toContain(name);
      expect(settingsMarkdown()).toContain(`\`${name}\``);
    }
  });
});
