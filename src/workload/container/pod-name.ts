import { createHash } from 'node:crypto';

/** mapping A05: lower case, everything but letters and digits becomes one `-`. */
export function sanitised(text: string, fallback = 'unit'): string {
  const clean = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return clean === '' ? fallback : clean;
}

/** At most `limit` characters: longer names keep their beginning and get a hash of all of it (mapping A06). */
export function shortened(name: string, limit: number): string {
  if (name.length <= limit) return name;
  return `${name.slice(0, limit - 9).replace(/-+$/, '')}-${hash8(name)}`;
}

/** First 8 hex digits of SHA-256. */
export function hash8(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Gives each wish a name of its own: `web`, `web-2`, `web-3` (mapping A10). */
export function openNames(limit: number): (wish: string) => string {
  const taken = new Set<string>();
  return (wish) => {
    const base = shortened(sanitised(wish), limit);
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${shortened(base, limit - 4)}-${n}`;
    taken.add(name);
    return name;
  };
}

/** Name part of a label or annotation key, mapping C17: each odd byte becomes `_xHH`. */
export function encodedKey(text: string): string {
  let name = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    name += /[A-Za-z0-9_.-]/.test(character)
      ? character
      : `_x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  if (/^[-_.]/.test(name)) name = `x${name}`;
  if (/[-_.]$/.test(name)) name = `${name}x`;
  return name.length <= 63 ? name : `${name.slice(0, 54)}-${hash8(text)}`;
}
