import { answerByDefault } from '../../dialect/default-answer.ts';
import type { Role, Step } from '../../dialect/role.ts';
import { shownText } from '../../dialect/shown.ts';
import { wordTokens } from '../../dialect/word-token.ts';
import type { Account } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import { holesOf } from '../../source/logical-text.ts';

type Stop = Extract<Role, { kind: 'stop-container' }>;

/** What a line that nothing of the Pod reads comes to. `names`: what its lines call the unit's containers. */
export function answerLine(role: Role, names: readonly string[], notes: Notes): void {
  if (role.kind === 'stop-container') answerStop(role, names, notes);
  else answerByDefault(role, notes);
}

/**
 * Kinds of lines that come to nothing as a whole, whatever they run (mapping D2-08, D2-12, D2-14): said once for the line.
 * False: the line is one of the others.
 */
export function answerPlace(step: Step, notes: Notes): boolean {
  switch (step.step.key) {
    case 'ExecCondition':
      notes.say('decide', step.step.command.span, 'D2-08', {
        what: 'ExecCondition=',
        question:
          'systemd skipped the unit where this command failed, and no container can skip its Pod: what is it to wait for, or where may it run?',
      });
      for (const token of wordTokens(step.step.words, notes.unit ?? ''))
        notes.settle(token, 'needs-decision', 'D2-08', { why: 'a Pod is not skipped' });
      return true;
    case 'ExecReload':
      notes.say('unsupported', step.step.command.span, 'D2-12', {
        what: 'ExecReload=',
        why: 'Kubernetes has no reload: a rollout makes new Pods, or the program watches its files',
      });
      return settled(step, 'unsupported', 'D2-12', 'Kubernetes has no reload', notes);
    case 'ExecStopPost':
      if (!step.roles.some(({ kind }) => REAL_WORK.has(kind))) return false;
      notes.say('unsupported', step.step.command.span, 'D2-14', {
        what: 'ExecStopPost=',
        why: 'it ran on the machine after every end of the process, also after a crash; a Pod has no such moment',
      });
      return settled(step, 'unsupported', 'D2-14', 'a Pod has no such moment', notes);
    default:
      return false;
  }
}

/** A line of the stop, which prepares nothing for the container. */
export const isAtEnd = ({ step }: Step): boolean =>
  step.key === 'ExecStop' || step.key === 'ExecStopPost';

/** mapping D2-13a, D2-14: a path that the container mounts, and that the machine changed when the unit stopped. */
export function answerLate(
  step: Step,
  role: Extract<Role, { kind: 'prepare-path' }>,
  notes: Notes,
): void {
  const { key } = step.step;
  const rule = key === 'ExecStop' ? 'D2-13a' : 'D2-14';
  const [first] = role.tokens;
  if (first === undefined) return;
  const why = 'it ran on the machine when the unit stopped, and a Pod runs nothing there then';
  const what = `${role.program} ${role.paths.map(shownText).join(' ')} in ${key}=`;
  notes.say('unsupported', first, rule, { what, why });
  for (const token of role.tokens) notes.settle(token, 'unsupported', rule, { why });
}

/** After the end of a container only these did anything that a Pod does not do by itself. */
const REAL_WORK: ReadonlySet<Role['kind']> = new Set<Role['kind']>([
  'host-program',
  'opaque',
  'exec-in-container',
]);

function settled(step: Step, account: Account, rule: string, why: string, notes: Notes): true {
  for (const token of step.tokens) notes.settle(token, account, rule, { why });
  return true;
}

/** mapping G01, G02, G02a: only the own container starts from nothing. */
function answerStop(role: Stop, names: readonly string[], notes: Notes): void {
  const foreign = role.containers.filter(
    (container) => holesOf(container).length === 0 && !names.includes(container.text),
  );
  const [first] = role.tokens;
  const isReload = role.signal !== null && /^(SIG)?(HUP|USR1|USR2)$|^(1|10|12)$/i.test(role.signal);
  if (first === undefined || (foreign.length === 0 && !isReload)) {
    answerByDefault(role, notes);
    return;
  }
  const of = foreign.map(shownText).join(' ') || 'the container';
  const rule = isReload ? 'G92' : 'G02';
  notes.say('unsupported', first, rule, {
    what: `docker ${role.verb} of ${of}`,
    why: isReload
      ? 'nothing sends a signal into a container: a rollout makes new Pods'
      : 'it stopped the container of another unit, which goes on in its own Pod',
  });
  for (const token of role.tokens)
    notes.settle(token, 'unsupported', rule, { why: 'no Pod stops or signals another' });
}
