import type { CardLevel } from '../../../../domain/standards.js';

/** From the mildest on. */
export const LEVELS = ['reminder', 'yellow', 'red'] as const satisfies readonly CardLevel[];
