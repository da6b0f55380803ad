import { written } from '../source/logical-text.ts';
import { readFleet } from './fleet-reader.ts';
import { writeStored } from './fleet-writer.ts';
import { fleetHash } from './hash.ts';

/**
 * SHA-1 (hex) of a unit's text as `fleetctl list-unit-files` and unit states show it: of the stored text read back (mapping
 * A27). null: fleet refuses the text.
 */
export function shownHash(text: string): string | null {
  const stored = storedText(text);
  const again = stored === null ? null : storedText(stored);
  return again === null ? null : fleetHash(again);
}

function storedText(text: string): string | null {
  const reading = readFleet(text);
  if (reading.refusal !== null) return null;
  return writeStored(written(text, { file: '', start: 0, end: text.length }), reading).text.text;
}
