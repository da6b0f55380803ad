import {
  concat,
  HOLE,
  type Hole,
  type LogicalText,
  type PodSymbol,
  written,
} from '../source/logical-text.ts';
import { filterText } from './text-filters.ts';

/** What a command prints: a text, or something that a Pod or a person knows. null: not known. */
export type Output =
  | { readonly kind: 'text'; readonly text: LogicalText | string }
  | { readonly kind: 'hole'; readonly hole: Hole }
  | null;

/** A command of a substitution: its words, program first. */
export type OutputWords = readonly LogicalText[];

/**
 * The output of a command or a pipeline in `$( … )`, as far as it can be told without running it (mapping G0-3, G60, G70,
 * G71, G73). `was`: the text of the substitution. `files`: texts of supplied files.
 */
export function knownOutput(
  stages: readonly OutputWords[],
  was: string,
  files: ReadonlyMap<string, string>,
): Output {
  const [first, ...filters] = stages;
  if (first === undefined || first.length === 0) return null;
  const words = first.map(({ text }) => text);
  const filterWords = filters.map((stage) => stage.map(({ text }) => text));
  if (filters.length === 0 && baseOf(words[0]) === 'echo' && first.some(hasHole))
    return echoed(first.slice(1));
  const literal = literalOutput(words, files);
  // No shell keeps a NUL of an output.
  if (literal !== null) return filtered(literal.replaceAll('\0', ''), filterWords);
  const symbol = hostFact(words, filterWords);
  if (symbol !== null) return { kind: 'hole', hole: { kind: 'symbol', symbol, was } };
  const key = etcdKey(first, filterWords);
  return key === null ? null : { kind: 'hole', hole: { kind: 'etcd-key', ...key } };
}

const hasHole = ({ text }: LogicalText): boolean => text.includes(HOLE);

/** What is not known stays a hole when it is only printed. */
function echoed(args: OutputWords): Output {
  const said = args[0]?.text === '-n' ? args.slice(1) : args;
  if (said.some(({ text }) => text.includes('\\') || /^-[neE]+$/.test(text))) return null;
  const here = said[0]?.pieces[0];
  if (here === undefined) return null;
  const space = written(' ', here.span);
  return { kind: 'text', text: concat(said.flatMap((w, i) => (i === 0 ? [w] : [space, w]))) };
}

const baseOf = (program: string | undefined): string =>
  program === undefined ? '' : program.slice(program.lastIndexOf('/') + 1);

function literalOutput(
  [program, ...args]: readonly string[],
  files: ReadonlyMap<string, string>,
): string | null {
  if (args.some((arg) => arg.includes(HOLE))) return null;
  const base = baseOf(program);
  if (base === 'echo') return echo(args);
  if (base === 'printf') return printf(args);
  return base === 'cat' && args.length === 1 ? (files.get(args[0] ?? '') ?? null) : null;
}

function echo(args: readonly string[]): string | null {
  const first = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
  const said = first < 0 ? [] : args.slice(first);
  return said.some((arg) => arg.includes('\\')) ? null : said.join(' ');
}

/** `printf TEXT`, `printf %s TEXT` */
function printf([format = '', value, ...more]: readonly string[]): string | null {
  if (/^%s(\\n)?$/.test(format) && more.length === 0) return value ?? '';
  return /[%\\]/.test(format) || value !== undefined ? null : format;
}

function filtered(text: string, filters: readonly (readonly string[])[]): Output {
  let result = text;
  for (const words of filters) {
    if (words.some((word) => word.includes(HOLE))) return null;
    const next = filterText(result, words);
    if (next === null) return null;
    result = next;
  }
  return { kind: 'text', text: result };
}

const HOST_NAME_ONLY = /^(cut -d ?\. -f ?1|tr -d \\n|head -n ?1|xargs|tr \[:upper:\] \[:lower:\])$/;

function hostFact(
  words: readonly string[],
  filters: readonly (readonly string[])[],
): PodSymbol | null {
  const [program, ...args] = words;
  const base = baseOf(program);
  const line = args.join(' ');
  const rest = filters.map((filter) => [baseOf(filter[0]), ...filter.slice(1)].join(' '));
  const isName =
    (base === 'hostname' && /^(-f|-s|--fqdn|--long|--short)?$/.test(line)) ||
    (base === 'uname' && line === '-n') ||
    (base === 'cat' && line === '/etc/hostname');
  if (isName) return rest.every((filter) => HOST_NAME_ONLY.test(filter)) ? 'NODE_NAME' : null;
  if (base === 'curl' || base === 'wget') return metadataFact(line, rest);
  return isHostAddress(base, line) && rest.every(picksAddress) ? 'HOST_IP' : null;
}

/** Of a device that reaches other machines; `docker0` and its kin do not (mapping G72). */
function isHostAddress(base: string, line: string): boolean {
  if (/\b(docker|flannel|weave|cbr|cni|veth)\w*|\blo\b|-6\b|inet6/.test(line)) return false;
  if (base === 'hostname') return /^(-i|-I|--ip-address|--all-ip-addresses)$/.test(line);
  if (base === 'ifconfig') return /^\w[\w.:-]*$/.test(line);
  return (
    base === 'ip' &&
    /^(-\w+ )*(route get \S+|(a|ad|add|addr|address)( (show|list|ls|s))?( dev)? [\w.-]+( .*)?)$/.test(
      line,
    )
  );
}

/** A filter that takes the address out of what is printed, and does not change it. */
function picksAddress(filter: string): boolean {
  const [program = ''] = filter.split(' ', 1);
  if (/ether|hwaddr|mac\b|netmask|mask:|bcast|broadcast|inet6|gateway|via/i.test(filter))
    return false;
  if (program === 'tr') return filter.startsWith('tr -d ');
  if (program !== 'sed') return /^(awk|gawk|cut|grep|egrep|head|tail|xargs)$/.test(program);
  // `s/…//`, `s/…\1/`, `-n …p`: what is put in is a part of what was there.
  const changes = [...filter.matchAll(/s([^\w\s\\])(?:\\.|(?!\1).)*\1((?:\\.|(?!\1).)*)\1/g)];
  return changes.length > 0 && changes.every(([, , to = '']) => /^(\\\d| )*$/.test(to));
}

/** The metadata service of a cloud (mapping G73). */
function metadataFact(line: string, filters: readonly string[]): PodSymbol | null {
  const path = /https?:\/\/169\.254\.169\.254\/([^\s"']*)/.exec(line)?.[1];
  if (path === undefined || filters.some((filter) => !/^(tr -d \\n|xargs)$/.test(filter)))
    return null;
  if (path.endsWith('/meta-data/local-ipv4')) return 'HOST_IP';
  return path.endsWith('/placement/availability-zone') ? 'ZONE' : null;
}

const VALUE_ONLY = /^(tr -d ("|\\n|"\\n|\\n")|head -n ?1|xargs)$/;
const NODE_VALUE = /^jq (-r |--raw-output )?\.node\.value( -r| --raw-output)?$/;

/** mapping G60: `etcdctl get K`, `curl …/v2/keys/K | jq -r .node.value`. */
function etcdKey(words: OutputWords, filters: readonly (readonly string[])[]): EtcdKey | null {
  const [program, ...args] = words;
  const base = baseOf(program?.text);
  const rest = filters.map((filter) => [baseOf(filter[0]), ...filter.slice(1)].join(' '));
  if (base === 'etcdctl') return rest.every((f) => VALUE_ONLY.test(f)) ? keyOfGet(args) : null;
  if (base !== 'curl' && base !== 'wget') return null;
  const [json, ...more] = rest;
  if (json === undefined || !NODE_VALUE.test(json) || !more.every((f) => VALUE_ONLY.test(f)))
    return null;
  const url = args.find(({ text }) => text.includes('/v2/keys/'));
  if (url === undefined) return null;
  const key = shownKey(url).replace(/^.*?\/v2\/keys\//, '/');
  return keyIn(key.replace(/\?.*$/, ''), url.text.replace(/^.*?\/v2\/keys\//, ''));
}

interface EtcdKey {
  readonly key: string;
  readonly isFamily?: true;
}

const keyIn = (key: string, text: string): EtcdKey =>
  text.includes(HOLE) ? { key, isFamily: true } : { key };

const FLAGS_WITH_VALUE =
  /^(-C|--peers|--endpoints?|-o|--output|--timeout|--total-timeout|-u|--username|--cert-file|--key-file|--ca-file)$/;

function keyOfGet(args: readonly LogicalText[]): EtcdKey | null {
  let verb: string | null = null;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === undefined) break;
    if (FLAGS_WITH_VALUE.test(arg.text)) at++;
    else if (arg.text.startsWith('-')) continue;
    else if (verb === null) verb = arg.text;
    else if (verb !== 'get') return null;
    else return keyIn(`/${shownKey(arg).replace(/^\/+/, '')}`, arg.text);
  }
  return null;
}

/** What is not known of a key is written as the unit writes it: `/db/$COREOS_PRIVATE_IPV4` (mapping G60b, G61a). */
function shownKey({ text, pieces }: LogicalText): string {
  return pieces
    .map(({ at, length, hole }) => {
      if (hole === undefined) return text.slice(at, at + length);
      return hole.kind === 'etcd-key' ? `$(etcdctl get ${hole.key})` : hole.was;
    })
    .join('');
}
