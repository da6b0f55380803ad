import { readFileSync } from 'node:fs';

/** Lines of a recorded file under test/vectors. Throws when there are none. */
export function vectorsOf<T>(path: string): T[] {
  const text = readFileSync(new URL(`../../vectors/${path}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0) throw new Error(`no vectors in ${path}`);
  return lines.map((line) => JSON.parse(line) as T);
}
