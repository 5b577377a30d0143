/** What the keys of the live page do; `does` is a key of the messages `shortcut`. */
export const SHORTCUTS = [
  { keys: ['J', 'K'], does: 'move' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['X'], does: 'select' },
  { keys: ['P'], does: 'pause' },
  { keys: ['N'], does: 'showNew' },
  { keys: ['/'], does: 'search' },
  { keys: ['?'], does: 'help' },
  { keys: ['Esc'], does: 'close' },
] as const;
