import type { hintsZh } from './hints.zh.js';

export const hintsEn: typeof hintsZh = {
  manyHints: {
    title: 'Hints over many cases',
    tabNote:
      'What only shows when many cases are seen together: rates, bursts, spreads. A place to look, never a card.',
    status: { open: 'to be looked into', closed: 'looked into', withdrawn: 'withdrawn' },
    period: '{from} to {to}',
    found: 'Noted',
    cases: 'Cases ({n})',
    note: 'What was found (required)',
    notePlaceholder: 'What was found, e.g. entered together afterwards; the unit has been told',
    needsNote: 'Write down what was found.',
    close: 'Note and close',
    closing: 'Noting…',
    closed: 'Looked into by {by} at {at}:',
    withdrawn: 'Computed again, its ground is gone: withdrawn by the system.',
    meanwhile: 'Somebody else has closed this hint, or the system has withdrawn it: read the list again.',
    refused: 'Not done:',
    away: 'The server did not answer; try again later.',
    readOnly: 'Inspectors and the province close hints; your account may read them.',
    none: { open: 'No hint to look into', closed: 'No hint looked into', withdrawn: 'No hint withdrawn' },
    noneNote: 'The system computes them by itself; too few cases are left out, not to mislead.',
  },
  manyRules: {
    title: 'Many cases, and what sources report',
    note: 'looked at together; they point somewhere and never become a card',
  },
};
