import { createHash } from 'node:crypto';
import { encodeBytes } from '../source/bytes.ts';

/** SHA-1 (hex) of a text, as fleet names unit texts in its registry (mapping A27). */
export const fleetHash = (text: string): string =>
  createHash('sha1').update(encodeBytes(text)).digest('hex');
