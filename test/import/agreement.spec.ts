import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { EVENT_TYPES } from '../../src/domain/event.js';
import { membersOf as intakeMembers } from '../../src/intake/payload-metadata.js';
import { PAYLOADS, type PayloadClass } from '../../src/intake/payloads/registry.js';
import { isRejection, readCloudEvent } from '../../src/intake/cloud-event.js';
import { membersOf } from '../../src/import/event-members.js';
import { createMapper } from '../../src/import/mapper.js';
import { loadMapping } from '../../src/import/mapping-file.js';
import { openXes } from '../../src/import/xes-reader.js';
import { waboFile } from '../support/wabo-facts.js';

/** Members of a payload class as paths, with whether they are required; free names end in `*`. */
function pathsOf(type: PayloadClass, prefix = ''): [string, boolean][] {
  return intakeMembers(type).flatMap(({ name, required, nested }): [string, boolean][] => {
    if (nested) return pathsOf(nested, `${prefix}${name}.`);
    return [[prefix + name + (name === 'facts' ? '.*' : ''), required]];
  });
}

describe('what the importer sends', () => {
  it.each(EVENT_TYPES)('has the members of %s that the intake takes', (type) => {
    const mine = Object.entries(membersOf(type)).map(([path, { required }]) => [path, required]);
    expect(mine.sort()).toEqual(pathsOf(PAYLOADS[type]).sort());
  });

  const file = waboFile();
  (file ? it : it.skip)('of the WABO log is taken event by event', async () => {
    const mapping = await loadMapping(
      fileURLToPath(new URL('../../config/mappings/wabo-receipt.yaml', import.meta.url)),
    );
    const map = createMapper(mapping);
    const now = Date.UTC(2020, 0, 1);
    const rejected: unknown[] = [];
    for await (const record of (await openXes(file ?? '')).records) {
      if (record.kind !== 'trace') continue;
      for (const { event } of map(record).events) {
        const read = readCloudEvent(event, now, 'salt');
        if (isRejection(read)) rejected.push(read);
      }
    }
    expect(rejected).toEqual([]);
  });
});
