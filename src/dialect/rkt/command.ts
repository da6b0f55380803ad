import type { Word } from '../../exec/command.ts';
import type { Token } from '../../finding/account.ts';
import { type LogicalText, slice } from '../../source/logical-text.ts';
import type { FlagEntry, GivenFlag } from '../flag-table.ts';
import { RKT_FLAGS } from './flags.ts';

/** A line that starts rkt, by what it does (mapping F0). */
export type RktCommand =
  | RktRun
  | { readonly kind: 'run-prepared'; readonly uuid: LogicalText }
  | { readonly kind: 'fetch'; readonly images: readonly LogicalText[] }
  | { readonly kind: 'enter'; readonly words: readonly Word[] }
  /** `rm`, `stop`, `gc`, `trust`, …: mapping F0-04. */
  | { readonly kind: 'other'; readonly verb: string }
  /** `fly run …` and what rkt does not know: a program of the machine (mapping F3-05). */
  | { readonly kind: 'unknown'; readonly verb: string }
  | { readonly kind: 'bad'; readonly why: string; readonly word: Word };

/** `run` or `prepare`: one Pod with an app for each image (mapping F0-01, F0-03). */
export interface RktRun {
  readonly kind: 'run';
  readonly verb: 'run' | 'prepare';
  /** Flags before the first image. */
  readonly flags: readonly GivenFlag[];
  readonly apps: readonly RktApp[];
  /** Words that are neither: the program, the subcommand, `--`, `---`. */
  readonly marks: readonly Word[];
}

export interface RktApp {
  readonly image: Word;
  readonly flags: readonly GivenFlag[];
  readonly args: readonly Word[];
  /** A `--` stands before the arguments. */
  readonly hasArgs: boolean;
}

const INDEX = new Map(RKT_FLAGS.flatMap((entry) => entry.names.map((name) => [name, entry])));

/** What only looks, clears up or serves other rkt commands (mapping F0-04). */
const NOISE =
  /^(|api-service|metadata-service|cat-manifest|completion|config|export|gc|help|image|list|rm|status|stop|trust|version)$/;

/** null: the program is not rkt. */
export function readRktCommand(words: readonly Word[], unit: string): RktCommand | null {
  if (!/(^|\/)rkt$/.test(words[0]?.text.text ?? '')) return null;
  const cursor = openCursor(words, unit);
  const global = cursor.flags();
  if (cursor.bad !== null) return cursor.bad;
  const verb = cursor.next()?.text.text ?? '';
  if (verb === 'run' || verb === 'prepare') return readRun(verb, global, cursor);
  const rest = cursor.rest();
  const operands = rest.filter((word) => !word.text.text.startsWith('-'));
  const [first] = operands;
  if (verb === 'run-prepared' && first !== undefined)
    return { kind: 'run-prepared', uuid: first.text };
  if (verb === 'fetch') return { kind: 'fetch', images: operands.map((word) => word.text) };
  if (verb === 'enter') return { kind: 'enter', words: rest };
  return { kind: NOISE.test(verb) ? 'other' : 'unknown', verb };
}

function readRun(
  verb: 'run' | 'prepare',
  global: readonly GivenFlag[],
  cursor: Cursor,
): RktRun | Extract<RktCommand, { kind: 'bad' }> {
  const flags = [...global, ...cursor.flags()];
  const apps: RktApp[] = [];
  const marks = [...cursor.marks];
  for (let image = cursor.next(); image !== undefined; image = cursor.next()) {
    if (/^--(-?)$/.test(image.text.text)) {
      marks.push(image);
      continue;
    }
    const own = cursor.flags();
    const mark = cursor.peek()?.text.text === '--' ? cursor.next() : undefined;
    if (mark !== undefined) marks.push(mark);
    const args = mark === undefined ? [] : cursor.until('---');
    apps.push({ image, flags: own, args, hasArgs: mark !== undefined });
  }
  return cursor.bad ?? { kind: 'run', verb, flags, apps, marks };
}

interface Cursor {
  readonly marks: readonly Word[];
  readonly bad: Extract<RktCommand, { kind: 'bad' }> | null;
  next(): Word | undefined;
  peek(): Word | undefined;
  /** The flags that stand here. */
  flags(): readonly GivenFlag[];
  until(mark: string): readonly Word[];
  rest(): readonly Word[];
}

/** Networks that people write behind a blank, where rkt wants a `=`. */
const NETWORK = /^(host|none|default|default-restricted|all)$/;

function openCursor(words: readonly Word[], unit: string): Cursor {
  let at = 1;
  let failed: Cursor['bad'] = null;
  const take = (word: Word): GivenFlag | null => {
    const text = word.text.text;
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const entry = INDEX.get(name);
    if (entry === undefined) {
      failed ??= { kind: 'bad', why: `${name} is no flag of rkt`, word };
      return null;
    }
    at++;
    if (equals >= 0) return flag(entry, slice(word.text, equals + 1), word, word, unit);
    const next = words[at];
    const takes =
      entry.takes === 'value' ||
      (entry.takes === 'optional' && NETWORK.test(next?.text.text ?? ''));
    if (!takes || next === undefined) return flag(entry, null, word, word, unit);
    at++;
    return flag(entry, next.text, word, next, unit);
  };
  return {
    marks: words.slice(0, 1),
    get bad() {
      return failed;
    },
    peek: () => words[at],
    next: () => (failed === null ? words[at++] : undefined),
    rest: () => words.slice(at),
    until: (mark) => {
      const end = words.findIndex((word, i) => i >= at && word.text.text === mark);
      const args = words.slice(at, end < 0 ? words.length : end);
      at += args.length;
      return args;
    },
    flags: () => {
      const flags: GivenFlag[] = [];
      for (
        let word = words[at];
        word !== undefined && /^--?[A-Za-z]/.test(word.text.text);
        word = words[at]
      ) {
        const given = take(word);
        if (given === null) break;
        flags.push(given);
      }
      return flags;
    },
  };
}

function flag(
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
