import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { CONFIG_DIR } from '../settings/settings.token.js';
import { DemoRepository } from './demo.repository.js';
import { loadProvince, provinceFingerprint } from './province/province.js';

/** `created_by` of the versions of the demonstration's items. */
const FROM_DEMO = 'config/demo';

/** Brings regions, organisations and items of the demo province into the database; unchanged files are not read again. */
@Injectable()
export class ProvinceLoader {
  constructor(
    private readonly demo: DemoRepository,
    private readonly catalogue: CatalogueService,
    @Inject(CONFIG_DIR) private readonly configDir: string,
  ) {}

  /** @throws ConfigFileError */
  async load(): Promise<void> {
    const dir = join(this.configDir, 'demo');
    const fingerprint = provinceFingerprint(dir);
    if ((await this.demo.loadedProvince()) === fingerprint) return;
    const { regions, orgs, items } = loadProvince(dir);
    await this.demo.putRegions(regions);
    await this.demo.putOrgs(orgs);
    await this.catalogue.publishFiles(
      items.map(({ item }) => item),
      FROM_DEMO,
    );
    await this.demo.noteProvince(fingerprint);
  }
}
