import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { FaultError, type Bilingual, type Fault } from './fault.js';
import type { SettingName } from './setting-table.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** Addresses or subnets of the proxies in front. */
  readonly proxies: readonly string[];
  /** Unset: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute; unset: open stand-ins. */
  readonly fontDir: string | undefined;
  readonly demo: boolean;
  readonly simulator: boolean;
}

/** Lists every wrong value, not only the first. */
export class SettingsError extends FaultError {
  override readonly name = 'SettingsError';

  constructor(faults: readonly Fault[]) {
    super({ zh: '设置有误，未启动', en: 'wrong settings, not started' }, faults);
  }
}

type Reading<T> = { readonly value: T } | { readonly reason: Bilingual; readonly shown?: string };

function readPort(raw: string): Reading<number> {
  const value = Number(raw);
  return /^\d{1,5}$/.test(raw) && value <= 65_535
    ? { value }
    : { reason: { zh: '应为 0–65535 的整数', en: 'must be a whole number from 0 to 65535' } };
}

function readHost(raw: string): Reading<string> {
  const name = /^(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*$/;
  // Digits and dots that are no address would be looked up as a name and fail much later.
  return isIP(raw) !== 0 || (name.test(raw) && !/^[\d.]+$/.test(raw))
    ? { value: raw }
    : { reason: { zh: '应为 IP 地址或主机名', en: 'must be an IP address or a host name' } };
}

function readProxies(raw: string): Reading<readonly string[]> {
  const value = raw.split(',').map((part) => part.trim());
  const isAddress = (part: string): boolean => {
    const [ip = '', bits] = part.split(/\/(.*)/s);
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(ip)] ?? -1;
    return most > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= most));
  };
  return value.every(isAddress)
    ? { value }
    : { reason: { zh: '应为逗号分隔的 IP 地址或网段', en: 'must be IP addresses or subnets, comma-separated' } };
}

function readDatabaseUrl(raw: string): Reading<string> {
  const reason = {
    zh: '应形如 postgres://用户:密码@主机:5432/库名',
    en: 'must look like postgres://user:password@host:5432/database',
  };
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  if (!url) return { reason, shown: '***' };
  const good = /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
  if (url.password) url.password = '***';
  return good ? { value: raw } : { reason, shown: url.search ? `${url.href.split('?')[0]}?***` : url.href };
}

function readSwitch(raw: string): Reading<boolean> {
  return raw === 'on' || raw === 'off'
    ? { value: raw === 'on' }
    : { reason: { zh: '只能是 on 或 off', en: 'must be on or off' } };
}

function readPath(raw: string): Reading<string> {
  return raw.includes('\0') ? { reason: { zh: '不是有效路径', en: 'is not a valid path' } } : { value: resolve(raw) };
}

const FORBIDDEN_IN_PRODUCTION = {
  zh: '正式环境（NODE_ENV=production）不允许启用',
  en: 'must be off in production (NODE_ENV=production)',
};

/**
 * An empty value counts as unset, as container files often pass it.
 * @throws SettingsError with every fault
 */
export function loadSettings(env: Environment): Settings {
  const faults: Fault[] = [];
  const read = <T>(name: SettingName, reader: (raw: string) => Reading<T>, preset: T): T => {
    const raw = env[name]?.trim();
    if (!raw) return preset;
    const reading = reader(raw);
    if ('value' in reading) return reading.value;
    faults.push({ name, value: reading.shown ?? raw, reason: reading.reason });
    return preset;
  };

  const production = env['NODE_ENV']?.trim() === 'production';
  const demo = read('LIANGPAI_DEMO', readSwitch, !production);
  const settings: Settings = {
    production,
    port: read('PORT', readPort, 3000),
    host: read('HOST', readHost, production ? '0.0.0.0' : '127.0.0.1'),
    proxies: read<readonly string[]>('LIANGPAI_PROXIES', readProxies, []),
    databaseUrl: read<string | undefined>('DATABASE_URL', readDatabaseUrl, undefined),
    dataDir: read('LIANGPAI_DATA_DIR', readPath, resolve('.liangpai')),
    fontDir: read<string | undefined>('LIANGPAI_FONT_DIR', readPath, undefined),
    demo,
    simulator: read('LIANGPAI_SIMULATOR', readSwitch, demo),
  };
  if (production && settings.demo) faults.push({ name: 'LIANGPAI_DEMO', value: 'on', reason: FORBIDDEN_IN_PRODUCTION });
  if (production && settings.simulator)
    faults.push({ name: 'LIANGPAI_SIMULATOR', value: 'on', reason: FORBIDDEN_IN_PRODUCTION });
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}
