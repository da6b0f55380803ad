import type { Role, Step } from '../../dialect/role.ts';
import type { Word } from '../../exec/command.ts';
import { holesOf } from '../../source/logical-text.ts';
import { containerField, type Scope } from '../container/scope.ts';
import { plainText, quoted, shellWord } from '../environment/pod-text.ts';
import type { Hook } from '../pod.ts';

type ExecRole = Extract<Role, { kind: 'exec-in-container' }>;
type SleepRole = Extract<Role, { kind: 'sleep' }>;

/** Lines of a unit that become hooks of its container, found while the steps are read. */
export interface HookLines {
  readonly postStart: readonly { readonly step: Step; readonly role: ExecRole }[];
  readonly preStop: readonly { readonly step: Step; readonly role: ExecRole | SleepRole }[];
}

/** mapping D2-11: `docker exec self cmd` of ExecStartPost. */
export function postStartOf(scope: Scope, { postStart }: HookLines): Hook | null {
  if (postStart.length === 0) return null;
  for (const { role } of postStart) settleHook(scope, role, 'postStart', 'D2-11');
  const commands = postStart.map(({ step, role }) => ({
    argv: argvOf(scope, role.words, role),
    ignored: step.step.command.prefixes.ignoreFailure,
  }));
  const only = commands[0];
  if (commands.length === 1 && only !== undefined && !only.ignored && !only.argv.shell)
    return { kind: 'exec', command: only.argv.words };
  const script = commands
    .map(({ argv, ignored }) => scriptOf(argv) + (ignored ? ' || true' : ''))
    .join(' && ');
  return { kind: 'exec', command: ['sh', '-c', script] };
}

/** mapping D2-13a, G22a: `docker exec self cmd` and `sleep` of ExecStop; both together need a shell. */
export function preStopOf(scope: Scope, { preStop }: HookLines): Hook | null {
  const first = preStop[0];
  if (first === undefined) return null;
  for (const { role } of preStop)
    settleHook(scope, role, 'preStop', role.kind === 'sleep' ? 'G22a' : 'D2-13');
  if (preStop.every(({ role }) => role.kind === 'sleep'))
    return { kind: 'sleep', seconds: secondsOf(preStop.map(({ role }) => role)) };
  const commands = preStop.map(({ role }) =>
    role.kind === 'sleep' ? null : argvOf(scope, role.words, role),
  );
  const only = commands[0];
  if (commands.length === 1 && only !== null && only !== undefined && !only.shell)
    return { kind: 'exec', command: only.words };
  const script = preStop
    .map(({ role }, i) => {
      const argv = commands[i];
      return role.kind === 'sleep'
        ? `sleep ${Math.ceil(role.seconds)}`
        : argv
          ? scriptOf(argv)
          : ':';
    })
    .join('; ');
  return { kind: 'exec', command: ['sh', '-c', script] };
}

/** Seconds that the preStop hook may take beside the stop itself (mapping D2-40c). */
export function preStopBudget({ preStop }: HookLines, timeoutStop: number): number {
  return preStop.reduce(
    (sum, { role }) => sum + (role.kind === 'sleep' ? Math.ceil(role.seconds) : timeoutStop),
    0,
  );
}

function secondsOf(roles: readonly (ExecRole | SleepRole)[]): number {
  const sum = roles.reduce((s, role) => s + (role.kind === 'sleep' ? role.seconds : 0), 0);
  return Math.max(1, Math.ceil(sum));
}

function settleHook(scope: Scope, role: Role, hook: 'preStop' | 'postStart', rule: string): void {
  const [first, ...others] = role.tokens;
  const field = containerField(scope, `lifecycle.${hook}`);
  for (const token of others) scope.notes.settle(token, 'set', rule, { field });
  if (first === undefined) return;
  scope.notes.settle(first, 'set', rule, { field });
  if (role.kind !== 'sleep')
    scope.notes.say('hook-moments', first, rule, {
      what: 'docker exec on the own container',
      hook,
    });
}

interface Argv {
  readonly words: readonly string[];
  /** The words as a shell reads them; needed when a symbol stands in one (mapping H37). */
  readonly shell: boolean;
}

/** Hook commands are not rewritten by the kubelet: symbols are read by a shell, nothing is escaped (mapping H37). */
function argvOf(scope: Scope, words: readonly Word[], role: Role): Argv {
  const shell = words.some(({ text }) => holesOf(text).some((h) => h.kind === 'symbol'));
  const token = role.tokens[0];
  if (token === undefined) return { shell: false, words: words.map(({ text }) => text.text) };
  const about = { token, rule: 'H37', what: 'a hook', variable: null };
  const read = shell ? shellWord : plainText;
  return { shell, words: words.map(({ text }) => read(scope, text, about)) };
}

const scriptOf = ({ words, shell }: Argv): string =>
  words.map((word) => (shell ? word : quoted(word))).join(' ');
