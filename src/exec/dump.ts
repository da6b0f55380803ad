import { isSecret, MASK, maskSecrets } from '../finding/secret.ts';
import { type Hole, type LogicalText, templateOf } from '../source/logical-text.ts';
import type { Unit } from '../unit/unit.ts';
import type { ExecStep, Prefixes, Word } from './command.ts';
import type { Environment } from './environment.ts';
import { hostShellOf } from './find-script.ts';
import { readScript } from './read-script.ts';
import type { SimpleCommand, Statement } from './shell.ts';

/** What `dump exec` prints of one unit. Values that look secret are masked. */
export interface ExecDump {
  readonly unit: string;
  readonly commands: readonly CommandDump[];
  readonly environment: EnvironmentDump;
}

export interface CommandDump {
  readonly key: string;
  /** Of the line: `-`, `@`, `:`, `+`, `!`, `!!`, in this order. */
  readonly prefixes: readonly string[];
  /** As they are written, without quotes. */
  readonly words: readonly string[];
  /** What the program gets; a hole is `{symbol: NODE_NAME}`, `{etcd-key: /a}` or `{unknown: VERSION}`. */
  readonly expanded: readonly string[];
  /** The commands that the script of `sh -c` runs; null: there is no shell. */
  readonly script: ScriptDump | null;
}

export interface ScriptDump {
  readonly kind: 'script' | 'opaque';
  readonly why: string | null;
  readonly commands: readonly (readonly string[])[];
}

export interface EnvironmentDump {
  readonly variables: Readonly<Record<string, string>>;
  readonly missingFiles: readonly string[];
  readonly unset: readonly string[];
}

export function dumpExec(
  unit: Unit,
  environment: Environment,
  steps: readonly ExecStep[],
): ExecDump {
  return {
    unit: unit.name.full,
    commands: steps.map((step) => ({
      key: step.key,
      prefixes: prefixesOf(step.command.prefixes),
      words: step.command.words.map(shownWord),
      expanded: step.words.map(shownWord),
      script: scriptOf(step, environment),
    })),
    environment: {
      variables: Object.fromEntries(
        [...environment.variables]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, { value }]) => [name, shownValue(name, value)]),
      ),
      missingFiles: environment.missingFiles.map(({ path }) => path),
      unset: [...environment.unset].sort(),
    },
  };
}

const prefixesOf = (prefixes: Prefixes): readonly string[] => [
  ...(prefixes.ignoreFailure ? ['-'] : []),
  ...(prefixes.ownArgv0 ? ['@'] : []),
  ...(prefixes.noExpansion ? [':'] : []),
  ...(prefixes.privilege === '' ? [] : [prefixes.privilege]),
];

function scriptOf(step: ExecStep, environment: Environment): ScriptDump | null {
  const call = hostShellOf(step.words);
  if (call === null) return null;
  const script = readScript(call.script.text, environment, call);
  const commands =
    script.kind === 'opaque' ? script.commands : script.statements.flatMap(commandsIn);
  return {
    kind: script.kind,
    why: script.kind === 'opaque' ? script.why : null,
    commands: commands.map(({ assignments, words }) => [
      ...assignments.map(({ name, value }) => `${name}=${shownValue(name, value)}`),
      ...words.map(shownWord),
    ]),
  };
}

/** All simple commands of a statement, in the order they are written. */
export function commandsIn(statement: Statement): readonly SimpleCommand[] {
  switch (statement.kind) {
    case 'command':
      return [statement];
    case 'and-or':
      return [statement.left, statement.right].flatMap(commandsIn);
    case 'not':
      return commandsIn(statement.statement);
    case 'pipe':
      return statement.stages.flatMap(commandsIn);
    case 'if':
      return [...statement.condition, ...statement.body, ...statement.otherwise].flatMap(
        commandsIn,
      );
    case 'loop':
      return [...statement.condition, ...statement.body].flatMap(commandsIn);
    case 'for':
    case 'group':
      return statement.body.flatMap(commandsIn);
  }
}

const shownWord = ({ text }: Word): string => maskSecrets(shown(text));

const shownValue = (name: string, value: LogicalText): string =>
  isSecret(name, value.text) ? MASK : maskSecrets(shown(value));

/** A text with its holes named. */
export const shown = (text: LogicalText): string =>
  templateOf(text)
    .map((part) => (typeof part === 'string' ? part : shownHole(part)))
    .join('');

function shownHole(hole: Hole): string {
  switch (hole.kind) {
    case 'symbol':
      return `{symbol: ${hole.symbol}}`;
    case 'etcd-key':
      return `{etcd-key: ${hole.key}}`;
    case 'unknown':
      return `{unknown: ${hole.variable ?? hole.was}}`;
  }
}
