import { decodeBytes, encodeBytes } from '../source/bytes.ts';

/** The name of a unit, taken apart as fleet and systemd do (mapping A01–A03). */
export interface UnitName {
  /** `web@3.service` */
  readonly full: string;
  /** `web`: up to the first `@`, or all of `base`. */
  readonly prefix: string;
  /** `3`; `''` is the instance of a template; null: neither template nor instance. */
  readonly instance: string | null;
  /** `web@3`: the full name without its suffix. */
  readonly base: string;
  /** `service`: after the last dot. */
  readonly type: string;
}

/** The suffixes that fleet's API takes (mapping A01). */
const TYPES = [
  'automount',
  'busname',
  'device',
  'mount',
  'path',
  'scope',
  'service',
  'slice',
  'snapshot',
  'socket',
  'swap',
  'target',
  'timer',
];

/** Those that may be templates (mapping A01). */
const TEMPLATE_TYPES = ['path', 'service', 'socket', 'target', 'timer'];

/** Those that fleet's agents handle; all others are stored and never loaded (mapping A03). */
const RECOGNIZED_TYPES = ['service', 'socket', 'timer', 'path', 'device', 'mount', 'automount'];

/** In bytes: fleet's limit, one more than systemd's. */
const LONGEST_NAME = 256;

/** Cuts at the last dot, then at the first `@` (mapping A02). null: a name without a dot has no parts. */
export function parseUnitName(full: string): UnitName | null {
  const dot = full.lastIndexOf('.');
  if (dot < 0) return null;
  const base = full.slice(0, dot);
  const at = base.indexOf('@');
  return {
    full,
    prefix: at < 0 ? base : base.slice(0, at),
    instance: at < 0 ? null : base.slice(at + 1),
    base,
    type: full.slice(dot + 1),
  };
}

/** Why fleet's API refuses a name (mapping A01), in fleet's words; null: it takes it. */
export function whyNameRefused(full: string): string | null {
  const length = encodeBytes(full).length;
  if (length === 0) return 'unit name cannot be empty';
  if (length > LONGEST_NAME) return `unit name exceeds maximum length (${LONGEST_NAME})`;
  const name = parseUnitName(full);
  if (name === null) return 'unit name must contain "."';
  if (name.type === '') return 'unit name cannot end in "."';
  if (!TYPES.includes(name.type)) return `invalid unit type: ${JSON.stringify(name.type)}`;
  const odd = /[^0-9a-zA-Z:_.\\@-]/u.exec(name.base);
  if (odd !== null) return `invalid character ${quoteRune(odd[0])} in unit name`;
  if (full.startsWith('@')) return 'unit name cannot start in "@"';
  if (name.instance !== null && !TEMPLATE_TYPES.includes(name.type))
    return `invalid unit type for template: ${JSON.stringify(name.type)}`;
  return null;
}

/** As Go quotes a character: `'\t'`, `'\u00a0'`, `'ä'`. */
function quoteRune(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\t') return "'\\t'";
  if (character === '\n') return "'\\n'";
  if (/[\p{L}\p{N}\p{P}\p{S} ]/u.test(character)) return `'${character}'`;
  return code < 0x80
    ? `'\\x${code.toString(16).padStart(2, '0')}'`
    : `'\\u${code.toString(16).padStart(4, '0')}'`;
}

/** `service` of `web.service` when fleet's agents handle that type (mapping A03). */
export const isRecognizedType = (name: UnitName): boolean => RECOGNIZED_TYPES.includes(name.type);

/** True for every suffix that systemd of fleet's time knew (mapping A01). */
export const isUnitType = (type: string): boolean => TYPES.includes(type);

/** The name that fleetctl uses for a file or an argument: its base name, `.service` put after all but A03's seven types. */
export function fleetctlName(argument: string): string {
  const path = argument.replace(/\/+$/, '');
  const base = path === '' ? (argument === '' ? '.' : '/') : path.slice(path.lastIndexOf('/') + 1);
  const name = parseUnitName(base);
  return name !== null && isRecognizedType(name) ? base : `${base}.service`;
}

/** `web@.service`: a template, which is no unit by itself. */
export const isTemplate = (name: UnitName): boolean => name.instance === '';

/** `web@.service` of `web@3.service`; null for a name that is no instance. */
export function templateOfInstance(name: UnitName): string | null {
  return name.instance === null || name.instance === '' ? null : `${name.prefix}@.${name.type}`;
}

/** `web@3.service` of `web@.service` and `3`. */
export function instanceOf(template: UnitName, instance: string): UnitName {
  const base = `${template.prefix}@${instance}`;
  return { ...template, full: `${base}.${template.type}`, base, instance };
}

/**
 * Undoes systemd's escaping of names: `-` is `/`, `\x2d` is `-` (man systemd-escape). `\xNN` are bytes; what is no
 * escape stays (mapping A04).
 */
export function unescapeName(escaped: string): string {
  return unescapeHex(escaped.replaceAll('-', '/'));
}

/** Only `\xNN` undone, as for the names of services (mapping A04). */
export function unescapeHex(escaped: string): string {
  if (!escaped.includes('\\x')) return escaped;
  const bytes: Uint8Array[] = [];
  let from = 0;
  for (const match of escaped.matchAll(/\\x([0-9a-fA-F]{2})/g)) {
    bytes.push(encodeBytes(escaped.slice(from, match.index)));
    bytes.push(Uint8Array.of(Number.parseInt(match[1] ?? '0', 16)));
    from = match.index + match[0].length;
  }
  return decodeBytes(Buffer.concat([...bytes, encodeBytes(escaped.slice(from))]));
}
