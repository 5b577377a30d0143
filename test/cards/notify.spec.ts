import { describe, expect, it } from '@jest/globals';
import { cardView } from '../../src/cards/card.mapper.js';
import type { CardRow } from '../../src/cards/card.row.js';
import { card } from '../support/cards.js';
import { shippedProfiles } from '../support/profiles.js';

const row = (more: Partial<CardRow>): CardRow => {
  const { explanation } = card(1);
  const at = Date.parse('2026-03-04T10:00:00+08:00');
  return {
    ...card(1),
    ...{ raisedAt: at, recordedAt: at, dueAt: at, standing: null, confirmation: null, revocation: null, evidence: [] },
    explanation,
    ...more,
  };
};
const confirmation = { at: 0, by: '某', reason: '事由', proposed: 'yellow', office: null, officeEn: null } as const;

describe('a card', () => {
  it.each([
    ['reminder', '部门监察员'],
    ['red', '部门监察员、监察机构'],
  ] as const)('of level %s tells who is told by the profile of its case, and where that is published', (level, zh) => {
    const { notify } = cardView(row({ level }), null, shippedProfiles.get('jiangsu')!, '');
    expect(notify).toEqual({ zh, en: expect.any(String), source: '江苏省交通运输系统监察规则（2013 年）' });
  });

  it('tells nothing of it where the profile says nothing', () => {
    expect(cardView(row({}), null, shippedProfiles.get('default')!, '').notify).toBeNull();
  });

  it('names the level that had been proposed as the profile of its case calls it', () => {
    const confirmed = cardView(
      row({ level: 'red', confirmation: { ...confirmation, unlimited: true } }),
      null,
      shippedProfiles.get('jiangsu')!,
      '某办公室',
    ).explanation.confirmed;
    expect(confirmed).toMatchObject({ proposed: 'yellow', proposedName: { zh: '预警' }, office: '某办公室' });
  });

  it('names no office for a scope that is on no register', () => {
    const profile = shippedProfiles.get('default')!;
    const { explanation } = cardView(row({ confirmation: { ...confirmation, unlimited: false } }), null, profile, '某');
    expect(explanation.confirmed?.office).toBeNull();
  });
});
