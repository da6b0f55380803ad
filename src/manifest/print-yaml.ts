import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Json, JsonObject } from './manifest.ts';

/**
 * YAML that YAML 1.1 and 1.2 readers (go-yaml, PyYAML, Ruby, …) read alike (mapping H98): a string goes out plain only
 * if no schema can take it for anything else, so `yes`, `1:30`, `0o7`, `2020-01-01`, `1e3` are quoted. Block style, two
 * blanks, lists at the height of their key, no folding. How each text is written is decided here; the `yaml` package
 * writes it.
 */
export function printYamlValue(value: JsonObject): string {
  const document = new Document(undefined, { compat: 'yaml-1.1' });
  document.contents = mapNode(value) as typeof document.contents;
  return escapeForYaml11(document.toString({ lineWidth: 0, indentSeq: false, minContentWidth: 0 }));
}

/**
 * JSON, or YAML that has these characters in double quotes only, with escapes for what readers of YAML 1.1 end a line at
 * or refuse; so does the API server, which takes JSON for YAML in an apply.
 */
export const escapeForYaml11 = (text: string): string =>
  text.replace(
    /[\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Begins with a letter, `/`, `$` or as a flag does, and holds nothing that any YAML reader gives a meaning; or an amount. */
const PLAIN =
  /^(?:[A-Za-z/$]|--?[A-Za-z]|\.\/)(?:[A-Za-z0-9_./$()%+@=,-]|:(?=[A-Za-z0-9_./$-])| (?=[A-Za-z0-9_./$()%+@=,-]))*$|^\d+(?:m|[KMGT]i)$/;
export const NOT_A_STRING = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf|infinity|-?e[-+]?\d+)$/i;
/** Text that fits a block literal: several lines, no controls, no blank at the end of a line, one newline at most at the end. */
const BLOCK = /^(?! )[\t\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\n]+$/;
const SINGLE_QUOTED = /^[\x20-\x26\x28-\x7E\u00A0-\u2027\u202A-\uD7FF]*$/;

function nodeOf(key: string, value: Json): Node {
  if (typeof value === 'string') return textNode(key, value);
  if (isList(value)) {
    const list = new YAMLSeq();
    list.items = value.map((item) => nodeOf('', item));
    return list;
  }
  return isMap(value) ? mapNode(value) : new Scalar(value);
}

function mapNode(map: JsonObject): YAMLMap {
  const node = new YAMLMap();
  for (const [key, value] of Object.entries(map))
    if (value !== undefined) node.items.push(new Pair(textNode('', key), nodeOf(key, value)));
  return node;
}

/** Values of variables are always quoted (mapping H98), so that an edit by hand stays a string. */
function textNode(key: string, text: string): Scalar {
  const scalar = new Scalar(text);
  if (isBlock(text)) scalar.type = Scalar.BLOCK_LITERAL;
  else if (key !== 'value' && PLAIN.test(text) && !NOT_A_STRING.test(text))
    scalar.type = Scalar.PLAIN;
  else if (/["\\]/.test(text) && SINGLE_QUOTED.test(text)) scalar.type = Scalar.QUOTE_SINGLE;
  else scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

const isBlock = (text: string): boolean =>
  text.indexOf('\n') > 0 && BLOCK.test(text) && !/[ \t]\n|[ \t]$|\n\n$|^\t/.test(text);

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isMap = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
