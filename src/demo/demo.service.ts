import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountRepository } from '../identity/account.repository.js';
import { hashPassword } from '../identity/password.js';
import { FaultError } from '../settings/fault.js';
import type { Settings } from '../settings/settings.js';
import { SETTINGS } from '../settings/settings.token.js';
import { FeedService } from '../sources/feed.service.js';
import { DEMO_ACCOUNTS, DEMO_FEEDS, DEMO_PASSWORD } from './demo-data.js';
import { demoFaults } from './demo.faults.js';
import { DemoRepository } from './demo.repository.js';
import { ProvinceLoader } from './province.loader.js';

/** Before anything is served: the demonstration is there when asked for, gone when not, and impossible in production. */
@Injectable()
export class DemoService implements OnModuleInit {
  private readonly logger = new Logger('demo');

  constructor(
    private readonly source: DataSource,
    private readonly accounts: AccountRepository,
    private readonly feeds: FeedService,
    private readonly demo: DemoRepository,
    private readonly province: ProvinceLoader,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'demo' | 'production' | 'simulator'>,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.settings.production) return this.refuse();
    if (!this.settings.simulator) await this.demo.silenceSimulator();
    return this.settings.demo ? this.seed() : this.demo.disable();
  }

  private async refuse(): Promise<void> {
    const faults = await demoFaults(this.source);
    const title = {
      zh: '正式环境不允许演示账号和令牌，未启动',
      en: 'demo accounts and tokens in production, not started',
    };
    if (faults.length > 0) throw new FaultError(title, faults);
  }

  private async seed(): Promise<void> {
    await this.province.load();
    await this.demo.enable();
    const known = new Set(await this.demo.accounts());
    for (const account of DEMO_ACCOUNTS) {
      if (known.has(account.username)) continue;
      const added = await this.accounts.add({
        ...account,
        passwordHash: await hashPassword(DEMO_PASSWORD),
        demo: true,
      });
      if (!added) this.logger.warn(`用户名已被占用，未建演示账号 / the username is taken: ${account.username}`);
    }
    const names = new Set((await this.feeds.all()).map(({ name }) => name));
    for (const { token, ...feed } of DEMO_FEEDS) if (!names.has(feed.name)) await this.feeds.add(feed, token);
  }
}
