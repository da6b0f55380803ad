/** Canonical text of an IP address as Go prints it, or null. No zones, no leading zeros in IPv4. */
export function canonicalIp(text: string): string | null {
  if (!text.includes(':')) return ipv4(text) === null ? null : text;
  const words = ipv6(text);
  if (words === null) return null;
  const mapped = words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff;
  if (mapped) return [words[6] ?? 0, words[7] ?? 0].flatMap((w) => [w >> 8, w & 255]).join('.');
  return printIpv6(words);
}

function ipv4(text: string): readonly number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  const bytes = parts.map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte < 256) ? bytes : null;
}

function ipv6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2 || (halves.length === 2 && halves[0]?.includes('.'))) return null;
  const [front, back] = halves.map(wordsOf);
  if (front === null || front === undefined || back === null) return null;
  if (back === undefined) return front.length === 8 ? front : null;
  const missing = 8 - front.length - back.length;
  return missing < 1 ? null : [...front, ...Array<number>(missing).fill(0), ...back];
}

function wordsOf(half: string): readonly number[] | null {
  if (half === '') return [];
  const groups = half.split(':');
  const last = groups.at(-1) ?? '';
  const tail = last.includes('.') ? ipv4(last) : [];
  if (tail === null) return null;
  const head = last.includes('.') ? groups.slice(0, -1) : groups;
  if (!head.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const [a = 0, b = 0, c = 0, d = 0] = tail;
  const words = head.map((group) => Number.parseInt(group, 16));
  return tail.length === 0 ? words : [...words, a * 256 + b, c * 256 + d];
}

/** RFC 5952: the longest run of two or more zero words, the first of equals, becomes `::`. */
function printIpv6(words: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (words[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  const hex = words.map((word) => word.toString(16));
  if (best.at < 0) return hex.join(':');
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`;
}

/** A hardware address of 6, 8 or 20 bytes: `92:d0:c6:0a:29:33`, with `-`, or in groups of four with dots. */
export function isMac(text: string): boolean {
  const pairs = /^[0-9a-f]{2}([:-])[0-9a-f]{2}(\1[0-9a-f]{2})*$/i;
  const fours = /^[0-9a-f]{4}(\.[0-9a-f]{4})+$/i;
  const bytes = text.replace(/[^0-9a-f]/gi, '').length / 2;
  return (pairs.test(text) || fours.test(text)) && [6, 8, 20].includes(bytes);
}
