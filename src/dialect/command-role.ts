import type { Word } from '../exec/command.ts';
import type { Environment } from '../exec/environment.ts';
import { readScript } from '../exec/read-script.ts';
import type { Redirect, Script, SimpleCommand } from '../exec/shell.ts';
import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import type { LogicalText } from '../source/logical-text.ts';
import { dockerPart, withVariables } from './docker-role.ts';
import { isFileOutput } from './host/files.ts';
import { peelWrappers, readShell, type Shell, type Wrapper } from './host/peel.ts';
import { hostPart, loneWrapper, redirectTokens } from './host-role.ts';
import { nspawnPart } from './nspawn-role.ts';
import { opaquePart } from './opaque-role.ts';
import { join, NOTHING, open, type Part, rolesOf } from './part.ts';
import { rktPart } from './rkt-role.ts';
import type { Role } from './role.ts';
import { statementsPart } from './script-role.ts';
import { wordTokens } from './word-token.ts';

export interface CommandReader {
  readonly unit: string;
  readonly notes: Notes;
  readonly environment: Environment;
  /** How many shells stand around the command. */
  readonly depth: number;
}

/** Scripts within scripts: nobody writes more. */
const DEEPEST = 8;

/** What a command does (mapping G0-1): wrappers off, shells opened, then by its program. Opens and divides its words. */
export function commandPart(
  words: readonly Word[],
  redirects: readonly Redirect[],
  reader: CommandReader,
): Part {
  const { wrappers, words: rest, variables, deadlineSeconds } = peelWrappers(words);
  if (rest.length === 0 && wrappers.length > 0)
    return loneWrapper(words, redirects, reader.unit, reader.notes);
  const around = wrappers.flatMap((wrapper) => wordTokens(wrapper.words, reader.unit));
  const inner = bareCommandPart(rest, redirects, within(reader, variables));
  settleWrappers(wrappers, inner, reader);
  const roles = inner.roles.map((role) =>
    role.kind === 'container'
      ? {
          ...role,
          facts: withVariables(role.facts, variables),
          deadlineSeconds: role.deadlineSeconds ?? deadlineSeconds,
        }
      : role,
  );
  return { ...inner, roles, tokens: [...around, ...inner.tokens] };
}

function within(reader: CommandReader, set: ReadonlyMap<string, LogicalText>): CommandReader {
  if (set.size === 0) return reader;
  const variables = new Map(reader.environment.variables);
  for (const [name, value] of set) {
    const span = value.pieces[0]?.span;
    if (span !== undefined) variables.set(name, { name, value, from: 'directive', span });
  }
  return { ...reader, environment: { ...reader.environment, variables } };
}

/** mapping G0-1: a wrapper around something that is kept is said to be left out, around noise it is noise. */
function settleWrappers(wrappers: readonly Wrapper[], inner: Part, reader: CommandReader): void {
  const kept = inner.roles.some((r) => r.kind === 'container' || r.kind === 'host-program');
  for (const { program, words, why } of wrappers) {
    const tokens = wordTokens(words, reader.unit);
    const [first] = tokens;
    if (kept && why !== null && program !== 'exec' && first !== undefined)
      reader.notes.say('wrapper-removed', first, 'G0-1', { wrapper: program, why });
    for (const token of tokens)
      reader.notes.settle(token, 'no-effect', 'G0-1', {
        why: why ?? 'what it sets is kept with the command',
      });
  }
}

function bareCommandPart(
  words: readonly Word[],
  redirects: readonly Redirect[],
  reader: CommandReader,
): Part {
  const { unit, notes } = reader;
  if (words.length === 0 && redirects.length === 0) return NOTHING;
  const shell = readShell(words);
  const known =
    shell === null
      ? (dockerPart(words, unit, reader.environment, notes) ??
        rktPart(words, unit, reader.environment, notes) ??
        nspawnPart(words, unit, notes))
      : shellPart(shell, words, reader);
  if (known === null) return hostPart(words, redirects, unit, notes);
  const tokens = redirectTokens(redirects, unit);
  const first = redirects.findIndex(isFileOutput);
  const file = tokens[first];
  if (file !== undefined) notes.say('output-to-host', file, 'G34', { what: 'the file' });
  for (const token of tokens)
    notes.settle(token, 'no-effect', 'G34', { why: 'what a container prints is its log' });
  return { ...known, tokens: [...known.tokens, ...tokens] };
}

function shellPart(shell: Shell, words: readonly Word[], reader: CommandReader): Part {
  const { unit, notes } = reader;
  if (shell.kind === 'file') {
    const program = shell.path.text;
    return open({ kind: 'host-program', program, words }, wordTokens(words, unit), notes);
  }
  const before = wordTokens(shell.before, unit);
  const after = wordTokens(shell.args, unit);
  const scriptToken: Token = { kind: 'word', unit, label: 'script', span: shell.script.span };
  const all = [...before, scriptToken, ...after];
  const deeper = { ...reader, depth: reader.depth + 1 };
  const inner =
    reader.depth >= DEEPEST
      ? tooDeep(scriptToken, notes)
      : scriptPart(readScript(shell.script.text, reader.environment, shell), scriptToken, deeper);
  if (inner.endless) return demo(words, all, inner, reader);
  divide(scriptToken, inner.tokens, notes);
  settleShell(shell, [...before, ...after], inner, notes);
  const idle: Role = { kind: 'housekeeping', rule: 'G21', tokens: [] };
  return { ...inner, roles: inner.roles.length > 0 ? inner.roles : [idle], tokens: all };
}

const tooDeep = (token: Token, notes: Notes): Part =>
  open({ kind: 'opaque', why: 'too many shells stand in each other' }, [token], notes);

function divide(token: Token, parts: readonly Token[], notes: Notes): void {
  const others = parts.filter((p) => p !== token);
  if (others.length > 0) notes.divide(token, others);
  else if (parts.length === 0)
    notes.settle(token, 'no-effect', 'G21', { why: 'the script does nothing' });
}

/** mapping G31: the shell around a container is left out, and that is said. */
function settleShell(
  shell: Extract<Shell, { kind: 'script' }>,
  tokens: readonly Token[],
  inner: Part,
  notes: Notes,
): void {
  const [first] = tokens;
  const wrapper = `${shell.name} -c`;
  if (first !== undefined && rolesOf(inner.roles, 'container').length > 0)
    notes.say('wrapper-removed', first, 'G31', { wrapper, why: 'its script was followed' });
  for (const token of tokens)
    notes.settle(token, 'no-effect', 'G31', { why: 'the script is followed without the shell' });
}

/** mapping B83: a loop of the shell that does nothing but print and sleep is a program of its own. */
function demo(
  words: readonly Word[],
  tokens: readonly Token[],
  inner: Part,
  reader: CommandReader,
): Part {
  const program = words[0]?.text.text ?? 'sh';
  for (const token of inner.tokens)
    reader.notes.settle(token, 'no-effect', 'B83', { why: 'part of the script' });
  const looks = rolesOf(inner.roles, 'look-up-container');
  if (looks.length > 0) {
    const question = 'it needs the API of docker, which nodes no longer have';
    const what = 'a loop that looks at containers';
    return open({ kind: 'question', rule: 'G38', what, question }, tokens, reader.notes);
  }
  return open({ kind: 'host-program', program, words }, tokens, reader.notes);
}

function scriptPart(script: Script, token: Token, reader: CommandReader): Part {
  const { notes } = reader;
  const command = (simple: SimpleCommand): Part => simplePart(simple, reader);
  return script.kind === 'script'
    ? statementsPart(script.statements, { notes, command })
    : opaquePart(script.why, token, join(script.commands.map(command)), notes);
}

/** A command of a script with its assignments and redirections. */
function simplePart(simple: SimpleCommand, reader: CommandReader): Part {
  const { unit, notes } = reader;
  const { words, redirects, exported } = simple;
  const assigned = simple.assignments.map(
    ({ name, span }): Token => ({ kind: 'word', unit, label: `${name}=`, span }),
  );
  for (const token of assigned)
    notes.settle(token, 'no-effect', 'G31', { why: 'its value is followed' });
  const inner = commandPart(words, redirects, within(reader, exported));
  const roles = inner.roles.map(
    (role): Role =>
      role.kind === 'container' ? { ...role, facts: withVariables(role.facts, exported) } : role,
  );
  return { ...inner, roles, tokens: [...assigned, ...inner.tokens] };
}
