import { hole, type LogicalText, spanOf, written } from '../source/logical-text.ts';
import { placedAt } from './expand-variables.ts';
import { knownOutput, type OutputWords } from './known-output.ts';
import type { CommandExpansionPart, Tree } from './parse-shell.ts';
import type { SimpleCommand, Statement } from './shell.ts';
import type { WordContext } from './shell-context.ts';
import type { Run } from './shell-run.ts';
import { inner, withoutNewlines } from './shell-state.ts';

/** Deeper ones are not looked at. */
const DEEPEST = 16;

/** The output of `$( … )` or `` `…` ``: known, or a hole (mapping G0-3, G0-4). `outer`: the run that it stands in. */
export function substitute(
  part: CommandExpansionPart,
  context: WordContext,
  outer: Run,
): LogicalText {
  const span = spanOf(context.base, part.pos, part.end);
  const unknown = hole({ kind: 'unknown', variable: null, was: part.text }, span);
  const { reading } = context;
  if (reading.depth >= DEEPEST || part.script === undefined) return unknown;
  const stages = stagesOf(part.script, context, outer);
  if (stages === null) return unknown;
  const output = knownOutput(stages, part.text, reading.environment.files);
  if (output === null) return unknown;
  if (output.kind === 'hole') return hole(output.hole, span);
  const text = typeof output.text === 'string' ? written(output.text, span) : output.text;
  return withoutNewlines(placedAt(text, span));
}

/** The commands of a pipeline; null: it is more than one. */
function stagesOf(
  script: Tree & { readonly errors?: readonly unknown[] | undefined },
  context: WordContext,
  outer: Run,
): readonly OutputWords[] | null {
  if ((script.errors?.length ?? 0) > 0) return null;
  // A script in escaped backquotes counts its positions in a text of its own.
  const base =
    script.source === undefined
      ? context.base
      : written(script.source, spanOf(context.base, script.pos, script.end));
  const reading = inner(context.reading);
  const run: Run = { ...outer, reading, base, seen: [], outside: null };
  const { statements } = outer.statements(script.commands, context.state, run);
  const [last, ...before] = [...statements].reverse();
  if (run.outside !== null || last === undefined || !before.every(isSilent)) return null;
  const commands = last.kind === 'pipe' ? last.stages : [last];
  const stages: OutputWords[] = [];
  for (const command of commands) {
    if (command.kind !== 'command' || !prints(command)) return null;
    stages.push(command.words.map(({ text }) => text));
  }
  return stages;
}

/** It prints nothing, whatever it does: `A=1`, `cd /x`, `set -e`. */
const isSilent = (statement: Statement): boolean =>
  statement.kind === 'command' &&
  (statement.words.length === 0 || /^(export|cd|set|unset|:|true)$/.test(nameOf(statement)));

const nameOf = ({ words }: SimpleCommand): string => words[0]?.text.text ?? '';

/** To its standard output, and reads no file in place of its input. */
const prints = ({ words, redirects, background }: SimpleCommand): boolean =>
  words.length > 0 && !background && redirects.every(({ operator }) => operator.startsWith('2'));
