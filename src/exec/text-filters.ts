/**
 * What `sed`, `cut`, `tr`, `head`, `xargs` make of a known text (mapping G0-3: `echo` + `sed`/`cut`/`tr` on literals). Nothing
 * is run; null: not one of the forms that are understood.
 */
export function filterText(text: string, words: readonly string[]): string | null {
  const [program = '', ...args] = words;
  if (text.length > LONGEST) return null;
  switch (program.slice(program.lastIndexOf('/') + 1)) {
    case 'cut':
      return eachLine(text, (line) => cut(line, args));
    case 'tr':
      return translate(text, args);
    case 'sed':
      return sed(text, args);
    case 'head':
      return args.length === 0 || /^-n?\s*1$|^-n,1$/.test(args.join(','))
        ? (text.split('\n')[0] ?? '')
        : null;
    case 'xargs':
      return args.length === 0 ? text.trim().replace(/\s+/g, ' ') : null;
    case 'cat':
      return args.length === 0 ? text : null;
    default:
      return null;
  }
}

/** Keeps the regular expressions of `sed` from taking long. */
const LONGEST = 256;

function eachLine(text: string, change: (line: string) => string | null): string | null {
  const lines = text.replace(/\n$/, '').split('\n').map(change);
  return lines.some((line) => line === null) ? null : lines.join('\n');
}

/** `cut -d X -f LIST`, `cut -c LIST` */
function cut(line: string, args: readonly string[]): string | null {
  const options = cutOptions(args);
  if (options === null) return null;
  const [delimiter = '\t', fields, characters] = ['d', 'f', 'c'].map((o) => options.get(o));
  if (fields === undefined)
    return characters === undefined ? null : picked([...line], characters).join('');
  if (characters !== undefined || [...delimiter].length !== 1) return null;
  return line.includes(delimiter) ? picked(line.split(delimiter), fields).join(delimiter) : line;
}

function cutOptions(args: readonly string[]): ReadonlyMap<string, string> | null {
  const options = new Map<string, string>();
  for (const { 1: letter = '', 2: value = '' } of args
    .join('\0')
    .matchAll(/(?:^|\0)-([dfc])\0?([^\0]*)/g))
    options.set(letter, value);
  const understood = args.join('\0').replace(/(?:^|\0)-([dfc])\0?([^\0]*)/g, '') === '';
  const lists = [options.get('f'), options.get('c')].filter((list) => list !== undefined);
  return understood &&
    lists.every((list) => /^(\d+|\d+-\d*|-\d+)(,(\d+|\d+-\d*|-\d+))*$/.test(list))
    ? options
    : null;
}

/** `1`, `2-`, `-3`, `1,4-5` */
function picked(parts: readonly string[], list: string): readonly string[] {
  const ranges = list.split(',').map((range) => {
    const [from = '', to = from] = range.split('-');
    return { first: Number(from === '' ? 1 : from), last: Number(to === '' ? parts.length : to) };
  });
  return parts.filter((_, i) => ranges.some(({ first, last }) => i + 1 >= first && i + 1 <= last));
}

/** `tr A B`, `tr -d A` */
function translate(text: string, args: readonly string[]): string | null {
  const deletes = args[0] === '-d' || args[0] === '--delete';
  const [from, to, ...more] = (deletes ? args.slice(1) : args).map(characterSet);
  if (from === undefined || from === null || more.length > 0) return null;
  if (deletes) return to === undefined ? [...text].filter((c) => !from.includes(c)).join('') : null;
  if (to === undefined || to === null || to.length === 0) return null;
  return [...text]
    .map((c) => {
      const at = from.lastIndexOf(c);
      return at < 0 ? c : (to[at] ?? to.at(-1) ?? c);
    })
    .join('');
}

const CLASSES: Readonly<Record<string, string>> = {
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
  '[:digit:]': '0-9',
  '[:space:]': ' \t\n\r\v\f',
};

function characterSet(written: string): readonly string[] | null {
  const set = Object.hasOwn(CLASSES, written) ? (CLASSES[written] ?? written) : written;
  if (set.startsWith('-') || /\[[:=]|\\[0-7]/.test(set)) return null;
  const plain = set.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\(.)/g, '$1');
  return [...plain.matchAll(/(.)-(.)|./gsu)].flatMap(({ 0: one, 1: low, 2: high }) =>
    low === undefined || high === undefined ? [one] : charactersBetween(low, high),
  );
}

function charactersBetween(low: string, high: string): readonly string[] {
  const [first, last] = [low.charCodeAt(0), Math.min(high.charCodeAt(0), low.charCodeAt(0) + 255)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    String.fromCharCode(first + i),
  );
}

/** One or more `s/A/B/flags`, with `-e`, `-r` and `-E`. */
function sed(text: string, args: readonly string[]): string | null {
  const extended = args.some((arg) => arg === '-r' || arg === '-E');
  const scripts = args.filter((arg) => !/^-[reE]$/.test(arg));
  if (scripts.length === 0 || args.some((arg) => arg.startsWith('-') && !/^-[reE]$/.test(arg)))
    return null;
  let result: string | null = text;
  for (const script of scripts) {
    const substitution = readSubstitution(script.trim(), extended);
    if (substitution === null) return null;
    const { pattern, replacement } = substitution;
    result = eachLine(result, (line) => line.replace(pattern, replacement));
    if (result === null) return null;
  }
  return result;
}

function readSubstitution(
  script: string,
  extended: boolean,
): { readonly pattern: RegExp; readonly replacement: string } | null {
  const delimiter = script[1];
  if (script[0] !== 's' || delimiter === undefined || /[\w\\\s]/.test(delimiter)) return null;
  const [from, to, flags, ...more] = splitAt(script.slice(2), delimiter);
  if (from === undefined || to === undefined || flags === undefined || more.length > 0) return null;
  const source = regexSource(from, extended);
  if (source === null || !/^[gi]*$/i.test(flags) || /\\[^\d/&.\-_:]/.test(to)) return null;
  const replacement = to
    .replace(/\$/g, '$$$$')
    .replace(/\\(\d)|\\(.)|(&)/g, (_, group, plain, whole) =>
      group !== undefined ? `$${group}` : whole !== undefined ? '$&' : plain,
    );
  try {
    return { pattern: new RegExp(source, flags.toLowerCase()), replacement };
  } catch {
    return null;
  }
}

function splitAt(text: string, delimiter: string): readonly string[] {
  const parts = [''];
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    const last = parts.length - 1;
    if (c === delimiter) parts.push('');
    else if (c === '\\' && text[at + 1] === delimiter) parts[last] += text.charAt(++at);
    else if (c === '\\') parts[last] += c + text.charAt(++at);
    else parts[last] += c;
  }
  return parts;
}

/** A regular expression of POSIX as one of ours: no more than three repetitions, none of a group. */
function regexSource(posix: string, extended: boolean): string | null {
  const swapped = extended
    ? posix
    : posix.replace(/\\([(){}+?|])|([(){}+?|])/g, (_, special, plain) =>
        special !== undefined ? special : `\\${plain}`,
      );
  const repetitions = swapped.replace(/\\./g, '').match(/[*+?{]/g)?.length ?? 0;
  const repeatsGroup = /\)[*+?{]/.test(swapped);
  return repetitions > 3 || repeatsGroup || /\[[^\]]*\[[:.=]/.test(swapped) ? null : swapped;
}
