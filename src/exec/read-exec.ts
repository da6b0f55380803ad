import type { Notes } from '../finding/notes.ts';
import type { Directive, Unit } from '../unit/unit.ts';
import { tokenOf } from './build-environment.ts';
import { checkCommand } from './check-command.ts';
import { type LoadProblem, loadProblemsOf } from './check-load.ts';
import { type Command, EXEC_KEYS, type ExecKey, type ExecStep, type Word } from './command.ts';
import type { Environment } from './environment.ts';
import { expandVariables, type Vanished } from './expand-variables.ts';
import { type CommandsRead, readCommands } from './read-commands.ts';
import { askForFiles } from './used-variables.ts';

/** One Exec line that counts. */
interface Line {
  readonly key: ExecKey;
  readonly directive: Directive;
  readonly read: CommandsRead;
}

/**
 * The commands of a service in the order of systemd's keys, resets obeyed (mapping D0-16, D0-34), variables replaced.
 * A unit that systemd does not load (B01a) has none: the finding says why, its Exec lines are settled as not carried
 * over. Lines and words that come to nothing are settled; every other word is left to whoever reads the command.
 */
export function execStepsOf(
  unit: Unit,
  environment: Environment,
  notes: Notes,
): readonly ExecStep[] {
  if (unit.name.type !== 'service' || unit.state !== 'readable') return [];
  const all = EXEC_KEYS.flatMap((key) => linesOf(unit, key));
  const lines = effectiveLines(all, unit, notes);
  // A line that systemd cannot read refuses the unit even if a later one empties its list.
  const problems = [...refusalsOf(all), ...loadProblemsOf(unit, countsOf(lines))];
  if (problems.length > 0) {
    refuse(unit, lines, problems, notes);
    return [];
  }
  const steps: ExecStep[] = [];
  for (const line of lines) {
    for (const step of stepsOf(line, unit, environment, notes))
      steps.push({ ...step, index: steps.length });
  }
  askForFiles(unit, steps, environment, notes);
  return steps;
}

const linesOf = (unit: Unit, key: ExecKey): readonly Line[] =>
  unit.directives
    .filter((directive) => directive.section === 'Service' && directive.key === key)
    .map((directive) => ({ key, directive, read: readCommands(directive.value, unit.name) }));

/** An empty assignment takes away the lines of its key before it (mapping D0-16). */
function effectiveLines(all: readonly Line[], unit: Unit, notes: Notes): readonly Line[] {
  return EXEC_KEYS.flatMap((key) => {
    const lines = all.filter((line) => line.key === key);
    const reset = lines.findLastIndex(({ directive }) => directive.value.text === '');
    for (const { directive } of lines.slice(0, reset + 1)) {
      const isReset = directive.value.text === '';
      const why = isReset ? 'it empties the list' : 'a later line empties the list';
      notes.settle(tokenOf(unit, directive), 'no-effect', 'D0-16', { why });
    }
    return lines.slice(reset + 1);
  });
}

const refusalsOf = (lines: readonly Line[]): readonly LoadProblem[] =>
  lines.flatMap(({ key, read: { refusal } }) =>
    refusal === null || refusal.lineOnly
      ? []
      : [{ why: `in ${key}=, ${refusal.why}`, span: refusal.span }],
  );

function countsOf(lines: readonly Line[]): ReadonlyMap<ExecKey, number> {
  const counts = new Map<ExecKey, number>();
  for (const { key, read } of lines) counts.set(key, (counts.get(key) ?? 0) + read.commands.length);
  return counts;
}

function refuse(
  unit: Unit,
  lines: readonly Line[],
  problems: readonly LoadProblem[],
  notes: Notes,
): void {
  for (const { why, span } of problems) notes.say('unit-does-not-load', span, 'B01a', { why });
  const why = problems[0]?.why ?? '';
  for (const { directive } of lines)
    notes.settle(tokenOf(unit, directive), 'unsupported', 'B01a', { why });
}

type Numberless = Omit<ExecStep, 'index'>;

function stepsOf(
  { key, directive, read }: Line,
  unit: Unit,
  environment: Environment,
  notes: Notes,
): readonly Numberless[] {
  const token = tokenOf(unit, directive);
  if (read.refusal !== null)
    notes.say('exec-line-ignored', read.refusal.span, 'D2-20a', { key, why: read.refusal.why });
  for (const word of read.midQuoted)
    notes.say('quote-in-mid-word', word.span, 'D0-22', { word: word.text.text });
  const usable = read.commands.filter((command) => checkCommand(command, key, notes));
  if (usable.length < read.commands.length)
    notes.settle(token, 'unsupported', 'G66', { why: 'a command of it did not work' });
  else if (usable.length === 0)
    notes.settle(token, 'no-effect', 'D2-20a', { why: read.refusal?.why ?? 'it has no command' });
  return usable.map((command) => expanded(command, key, directive, unit, environment, notes));
}

function expanded(
  command: Command,
  key: ExecKey,
  directive: Directive,
  unit: Unit,
  environment: Environment,
  notes: Notes,
): Numberless {
  const [program, ...rest] = command.words;
  if (program === undefined) throw new Error('a command without a program');
  const { ownArgv0, noExpansion } = command.prefixes;
  const { words, uses, vanished } = noExpansion
    ? { words: rest, uses: new Set<string>(), vanished: [] }
    : expandVariables(rest, environment, key);
  for (const gone of vanished) settleVanished(gone, unit, notes);
  const argv0: Word | null = ownArgv0 ? (words[0] ?? null) : null;
  return {
    key,
    directive,
    command,
    words: [program, ...(ownArgv0 ? words.slice(1) : words)],
    argv0,
    uses: [...uses].sort(),
  };
}

function settleVanished({ word, name, isSet }: Vanished, unit: Unit, notes: Notes): void {
  const label = word.text.text;
  const token = { kind: 'word', unit: unit.name.full, label, span: word.span } as const;
  if (isSet || /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    const why = isSet
      ? 'the variable is empty: the word vanishes'
      : 'no such variable: it vanishes';
    notes.settle(token, 'no-effect', 'D0-26', { why });
  } else notes.say('word-vanishes', token, 'D0-26', { word: label });
}
