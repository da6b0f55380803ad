import type { Json, JsonObject } from './manifest.ts';

/**
 * YAML that YAML 1.1 and 1.2 readers (go-yaml, PyYAML, Ruby, …) read alike (mapping H98): a string goes out plain only
 * if no schema can take it for anything else, so `yes`, `1:30`, `0o7`, `2020-01-01`, `1e3` are quoted. Block style, two
 * blanks, lists at the height of their key, no folding.
 *
 * An emitter of our own rather than a library's: printing is a third of the time of a conversion, and a list of what may
 * stay plain is safer than a list of what may not.
 */
export function printYamlValue(value: JsonObject): string {
  const out: string[] = [];
  writeMap(value, 0, out);
  return out.join('');
}

/** Begins with a letter, `/`, `$` or as a flag does, and holds nothing that any YAML reader gives a meaning; or an amount. */
const PLAIN =
  /^(?:[A-Za-z/$]|--?[A-Za-z]|\.\/)(?:[A-Za-z0-9_./$()%+@=,-]|:(?=[A-Za-z0-9_./$-])| (?=[A-Za-z0-9_./$()%+@=,-]))*$|^\d+(?:m|[KMGT]i)$/;
const NOT_A_STRING = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf|infinity|-?e[-+]?\d+)$/i;
/** Text that fits a block literal: several lines, no controls, no blank at the end of a line, one newline at most at the end. */
const BLOCK = /^(?! )[\t\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\n]+$/;
const SINGLE_QUOTED = /^[\x20-\x26\x28-\x7E\u00A0-\u2027\u202A-\uD7FF]*$/;

function writeMap(map: JsonObject, indent: number, out: string[], firstIndent = indent): void {
  let pad = ' '.repeat(firstIndent);
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined) continue;
    out.push(pad, scalarOf(key), ':');
    writeField(key, value, indent, out);
    pad = ' '.repeat(indent);
  }
}

function writeField(key: string, value: Json, indent: number, out: string[]): void {
  if (isList(value)) {
    if (value.length === 0) out.push(' []\n');
    else {
      out.push('\n');
      for (const item of value) writeItem(item, indent, out);
    }
  } else if (isMap(value)) {
    if (isBare(value)) out.push(' {}\n');
    else {
      out.push('\n');
      writeMap(value, indent + 2, out);
    }
  } else out.push(' ', textOf(key, value, indent), '\n');
}

function writeItem(item: Json, indent: number, out: string[]): void {
  out.push(' '.repeat(indent), '-');
  if (isMap(item) && !isBare(item)) {
    out.push(' ');
    writeMap(item, indent + 2, out, 0);
  } else if (isList(item) && item.length > 0) {
    out.push('\n');
    for (const inner of item) writeItem(inner, indent + 2, out);
  } else if (isList(item)) out.push(' []\n');
  else if (isMap(item)) out.push(' {}\n');
  else out.push(' ', textOf('', item, indent), '\n');
}

/** Values of variables are always quoted (mapping H98), so that an edit by hand stays a string. */
function textOf(key: string, value: Json, indent: number): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (isBlock(value)) return blockOf(value, indent + 2);
  return key === 'value' ? quoted(value) : scalarOf(value);
}

const scalarOf = (text: string): string =>
  PLAIN.test(text) && !NOT_A_STRING.test(text) ? text : quoted(text);

function quoted(text: string): string {
  if (/["\\]/.test(text) && SINGLE_QUOTED.test(text)) return `'${text}'`;
  return JSON.stringify(text).replace(
    /[\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const isBlock = (text: string): boolean =>
  text.indexOf('\n') > 0 && BLOCK.test(text) && !/[ \t]\n|[ \t]$|\n\n$|^\t/.test(text);

/** `|` keeps the newline at the end, `|-` says that there is none. */
function blockOf(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  const lines = text.replace(/\n$/, '').split('\n');
  const body = lines.map((line) => (line === '' ? '' : pad + line)).join('\n');
  return `${text.endsWith('\n') ? '|' : '|-'}\n${body}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isMap = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBare = (map: JsonObject): boolean => Object.values(map).every((v) => v === undefined);
