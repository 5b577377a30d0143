import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { CONFIG_DIR } from '../settings/settings.token.js';
import { DemoRepository } from './demo.repository.js';
import type { Org } from './province/org.file.js';
import { loadProvince, provinceFingerprint } from './province/province.js';
import type { Region } from './province/region.file.js';

const regionBody = ({ code, name, nameEn, level, parent }: Region) => ({
  code,
  body: { name, nameEn, kind: level, parent },
});
const orgBody = ({ code, ...body }: Org) => ({ code, body });

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
    await this.catalogue.publishOrganisations([...regions.map(regionBody), ...orgs.map(orgBody)], FROM_DEMO);
    await this.catalogue.publishFiles(
      items.map(({ item }) => item),
      FROM_DEMO,
    );
    await this.demo.noteProvince(fingerprint);
  }
}
