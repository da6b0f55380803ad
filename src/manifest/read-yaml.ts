import type { Json } from './manifest.ts';
import { NOT_A_STRING } from './print-yaml.ts';

/**
 * The documents of a YAML text in the form that `print-yaml.ts` writes (lists at the height of their key or deeper), or
 * null: the text holds anything else, and a real reader of YAML has to read it. Never a guess: what is read here, every
 * reader of YAML reads so. Twenty times quicker than one of those, which is what a set of five thousand files needs.
 */
export function readPrintedYaml(text: string): readonly Json[] | null {
  if (/[\r\uFEFF]/.test(text) || !text.endsWith('\n')) return null;
  const reader: Reader = { lines: text.slice(0, -1).split('\n'), next: 0 };
  const documents: Json[] = [];
  if (reader.lines[0] === '---') reader.next = 1;
  do {
    const value = readBlock(reader, 0);
    if (value === undefined) return null;
    documents.push(value);
  } while (reader.lines[reader.next++] === '---');
  return reader.next > reader.lines.length ? documents : null;
}

interface Reader {
  readonly lines: string[];
  /** Index of the line that is read next. */
  next: number;
}

/** What a place in the text holds; undefined: nothing that is understood here. */
type Read = Json | undefined;

const KEY = String.raw`[A-Za-z$/][A-Za-z0-9_./$-]*|"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'`;
const ENTRY = new RegExp(`^ *(${KEY}):(?: (.+))?$`, 's');
const ITEM = /^ *- \S/;

const indentOf = (line: string): number => {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent += 1;
  return indent;
};

const isItem = (line: string, indent: number): boolean =>
  line.charCodeAt(indent) === 45 && line.charCodeAt(indent + 1) === 32;

/** A map or a list whose lines begin at `indent` exactly. */
function readBlock(reader: Reader, indent: number): Read {
  const line = reader.lines[reader.next];
  if (line === undefined || indentOf(line) !== indent) return undefined;
  return isItem(line, indent) ? readList(reader, indent) : readMap(reader, indent);
}

function readMap(reader: Reader, indent: number): Read {
  const map: Record<string, Json> = {};
  do {
    const [, name = '', text] = ENTRY.exec(reader.lines[reader.next] ?? '') ?? [];
    const key = keyOf(name);
    // A key that is there twice is an error to be told.
    if (key === undefined || Object.hasOwn(map, key)) return undefined;
    reader.next += 1;
    const value = readValue(reader, text, indent);
    if (value === undefined) return undefined;
    map[key] = value;
  } while (hasEntry(reader.lines[reader.next], indent));
  return map;
}

/** Else the list around this map goes on, or the document ends. */
const hasEntry = (line: string | undefined, indent: number): boolean =>
  line !== undefined &&
  indentOf(line) === indent &&
  !isItem(line, indent) &&
  (indent > 0 || line !== '---');

/** `__proto__` is no key for an object of ours. */
function keyOf(text: string): string | undefined {
  const key = scalarOf(text);
  return typeof key === 'string' && key !== '__proto__' ? key : undefined;
}

/** What stands after `KEY:`; the lines below it where `text` is undefined. `indent` is that of the key. */
function readValue(reader: Reader, text: string | undefined, indent: number): Read {
  if (text === '|' || text === '|-') return readLiteral(reader, text, indent);
  if (text !== undefined) return scalarOf(text);
  const line = reader.lines[reader.next] ?? '';
  const inner = indentOf(line);
  return inner > indent || (inner === indent && isItem(line, inner))
    ? readBlock(reader, inner)
    : undefined;
}

function readList(reader: Reader, indent: number): Read {
  const list: Json[] = [];
  for (;;) {
    const line = reader.lines[reader.next];
    if (line === undefined || indentOf(line) !== indent || !isItem(line, indent)) return list;
    if (!ITEM.test(line)) return undefined;
    const value = readItem(reader, line, indent + 2);
    if (value === undefined) return undefined;
    list.push(value);
  }
}

/** The rest of the line is the first line of a block that stands where it stands; or a scalar. */
function readItem(reader: Reader, line: string, inner: number): Read {
  const text = line.slice(inner);
  if (isItem(line, inner) || ENTRY.test(text)) {
    reader.lines[reader.next] = `${' '.repeat(inner)}${text}`;
    return readBlock(reader, inner);
  }
  reader.next += 1;
  return readValue(reader, text, inner - 2);
}

/** A block literal: lines deeper than the key, the first one says how deep. */
function readLiteral(reader: Reader, header: '|' | '|-', outer: number): Read {
  const indent = indentOf(reader.lines[reader.next] ?? '');
  if (indent <= outer) return undefined;
  const lines: string[] = [];
  for (; isInside(reader.lines[reader.next], indent); reader.next += 1)
    lines.push((reader.lines[reader.next] ?? '').slice(indent));
  // Lines of blanks alone mean different things at different places.
  const isClear = lines[0] !== '' && lines.at(-1) !== '' && !lines.some((l) => /^\s+$/.test(l));
  return isClear ? lines.join('\n') + (header === '|' ? '\n' : '') : undefined;
}

const isInside = (line: string | undefined, indent: number): boolean =>
  line !== undefined && (line === '' || indentOf(line) >= indent);

/** Plain where no schema of YAML 1.1 or 1.2 can take it for anything but this text. */
const PLAIN =
  /^(?:[A-Za-z/$]|--?[A-Za-z]|\.\/)(?:[A-Za-z0-9_./$()%+@=,-]|:(?=[A-Za-z0-9_./$-])| (?=[A-Za-z0-9_./$()%+@=,-]))*$|^[1-9]\d*(?:m|[KMGT]i)$/;
const NUMBER = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,8})\.\d{1,6})$/;
/** With the escapes only that JSON has too. */
const DOUBLE = /^"(?:[^"\\\t]|\\(?:["\\bfnrt]|u[0-9A-Fa-f]{4}))*"$/;
const SINGLE = /^'(?:[^'\t]|'')*'$/;
const WORDS: Readonly<Record<string, Json>> = {
  true: true,
  false: false,
  null: null,
  '[]': [],
  '{}': {},
};

function scalarOf(text: string): Read {
  const first = text.charCodeAt(0);
  if (first === 34) return DOUBLE.test(text) ? parsed(text) : undefined;
  if (first === 39) return SINGLE.test(text) ? text.slice(1, -1).replaceAll("''", "'") : undefined;
  if (NUMBER.test(text)) return Number(text);
  if (PLAIN.test(text)) return NOT_A_STRING.test(text) ? WORDS[text] : text;
  return text === '[]' || text === '{}' ? structuredClone(WORDS[text]) : undefined;
}

/** Controls that stand there as they are: JSON refuses them. */
function parsed(text: string): Read {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
