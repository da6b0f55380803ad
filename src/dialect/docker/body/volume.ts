import { wire } from '../values/text.ts';
import type { Fill } from './fields.ts';

/** The client only tells binds from anonymous volumes; sources that begin with a dot are made absolute (`#cwd`). */
export const fillVolume: Fill = (draft, value) => {
  const text = wire(value);
  if (text === '') return 'an empty volume';
  const parts = partsOf(text);
  if (parts === null) return 'an empty part, or too many colons';
  if (parts.length === 1) draft.put('#volumes', text, {});
  else draft.put('#binds', text, parts[0]?.startsWith('.') ?? false);
  return null;
};

/** Parts between colons; one letter before a colon is a drive of Windows, and what follows belongs to it. */
function partsOf(text: string): readonly string[] | null {
  if (text.length < 3) return [text];
  const parts: string[] = [];
  let part = '';
  for (const char of text) {
    if (char === ':' && !/^\p{L}$/u.test(part)) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  parts.push(part);
  return parts.length > 3 || parts.includes('') ? null : parts;
}
