import type { Word } from '../../exec/command.ts';
import type { Token } from '../../finding/account.ts';
import { type LogicalText, slice } from '../../source/logical-text.ts';
import type { FlagEntry, GivenFlag } from '../flag-table.ts';
import { NSPAWN_FLAGS } from './flags.ts';

/** A line that starts systemd-nspawn, taken apart as getopt_long does. */
export interface NspawnCommand {
  readonly flags: readonly GivenFlag[];
  /** The program in the container and its arguments. */
  readonly program: readonly Word[];
  /** An option that nobody knows: reading stopped here. */
  readonly unknown: Word | null;
}

const INDEX = new Map(NSPAWN_FLAGS.flatMap((entry) => entry.names.map((name) => [name, entry])));

/** null: the program is not systemd-nspawn. */
export function readNspawnCommand(words: readonly Word[], unit: string): NspawnCommand | null {
  if (!/(^|\/)systemd-nspawn$/.test(words[0]?.text.text ?? '')) return null;
  const flags: GivenFlag[] = [];
  let at = 1;
  for (let word = words[at]; word !== undefined && isOption(word); word = words[at]) {
    const read = readOption(word, words[at + 1], unit);
    at++;
    if (read === null) return { flags, program: words.slice(at), unknown: word };
    flags.push(...read.flags);
    if (read.tookNext) at++;
  }
  if (words[at]?.text.text === '--') at++;
  return { flags, program: words.slice(at), unknown: null };
}

const isOption = ({ text }: Word): boolean => /^-./.test(text.text) && text.text !== '--';

const readOption = (word: Word, next: Word | undefined, unit: string): Read | null =>
  word.text.text.startsWith('--') ? long(word, next, unit) : short(word, next, unit);

interface Read {
  readonly flags: readonly GivenFlag[];
  readonly tookNext: boolean;
}

function long(word: Word, next: Word | undefined, unit: string): Read | null {
  const { text } = word.text;
  const equals = text.indexOf('=');
  const entry = INDEX.get(equals < 0 ? text : text.slice(0, equals));
  if (entry === undefined) return null;
  if (equals >= 0) return one(given(entry, slice(word.text, equals + 1), word, word, unit));
  return withNext(entry, word, next, unit);
}

/** `-xbD DIR` */
function short(word: Word, next: Word | undefined, unit: string): Read | null {
  const flags: GivenFlag[] = [];
  const { text } = word.text;
  for (let at = 1; at < text.length; at++) {
    const entry = INDEX.get(`-${text.charAt(at)}`);
    if (entry === undefined) return null;
    if (entry.takes !== 'value') {
      flags.push(given(entry, null, word, word, unit));
      continue;
    }
    const read =
      at + 1 < text.length
        ? one(given(entry, slice(word.text, at + 1), word, word, unit))
        : withNext(entry, word, next, unit);
    return { flags: [...flags, ...read.flags], tookNext: read.tookNext };
  }
  return { flags, tookNext: false };
}

function withNext(entry: FlagEntry, word: Word, next: Word | undefined, unit: string): Read {
  if (entry.takes !== 'value' || next === undefined)
    return one(given(entry, null, word, word, unit));
  return { flags: [given(entry, next.text, word, next, unit)], tookNext: true };
}

const one = (flag: GivenFlag): Read => ({ flags: [flag], tookNext: false });

function given(
  entry: FlagEntry,
  value: LogicalText | null,
  first: Word,
  last: Word,
  unit: string,
): GivenFlag {
  const { file, start } = first.span;
  const end = last.span.file === file && last.span.end > start ? last.span.end : first.span.end;
  const token: Token = { kind: 'flag', unit, label: entry.names[0], span: { file, start, end } };
  return { entry, value, token };
}
