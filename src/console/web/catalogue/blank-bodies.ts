import type { CatalogueKind } from '../../catalogue.protocol.js';
import type { Members } from './members.js';

/** Where a new entry begins. */
export const BLANK_BODIES: Readonly<Record<CatalogueKind, Members>> = {
  items: { name: '', org: '', kind: 'promised', steps: [], pauses: [] },
  organisations: { name: '', kind: 'department', region: '' },
  calendars: { name: '', orgs: [], extends: 'cn', days: [] },
  standards: { name: '', items: [], tiers: [{ code: '', value: { type: 'range', min: 0, max: 0 } }] },
  profiles: { name: { zh: '', en: '' }, version: '', extends: 'default', orgs: [], rules: {} },
};
