import type { CardStatus } from '../../console.protocol.js';

/** A revoked card stays where it was shown, marked; it is no longer counted. */
export const isRevoked = ({ status }: { readonly status: CardStatus }): boolean => status === 'revoked';
