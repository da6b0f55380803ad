import type { Decisions } from '../../decision/options.ts';
import type { ProcessDirective, UnitFacts } from '../../dialect/role.ts';
import { limitsOfUnit } from '../../dialect/systemd-docker.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Notes } from '../../finding/notes.ts';
import type { ContainerRole } from './unit-shape.ts';

/** Facts of a unit's process directives, before and after those of its container: the last that is said counts. */
export interface ProcessFacts {
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
}

/**
 * mapping Z1 – Z3: what `User=`, `MemoryLimit=`… were about. In D units it was the docker client; with systemd-docker the
 * cgroup limits reached the container; in R and H units they were about the process itself.
 */
export function processFacts(
  unit: UnitFacts,
  main: ContainerRole | null,
  decisions: Decisions,
  notes: Notes,
  wrapsUmask: boolean,
): ProcessFacts {
  const before: Fact[] = [];
  const after: Fact[] = [];
  const ofRkt = unit.processDirectives.filter((d) => main?.runtime === 'rkt' && d.rule === 'D3-05');
  for (const directive of ofRkt) sayRoot(directive, notes);
  const lifted = unit.processDirectives.filter((d) => isLifted(d, unit, main));
  for (const directive of lifted) sayLifted(directive, notes);
  const answered = new Set([...ofRkt, ...lifted]);
  for (const directive of unit.processDirectives.filter((d) => !answered.has(d))) {
    const reach = reachOf(directive, main, decisions);
    if (reach === 'client') {
      sayOfClient(directive, notes);
      continue;
    }
    if (wrapsUmask && directive.rule === 'D3-10')
      notes.settle(directive.token, 'set', 'D3-10', { why: 'a shell around the command sets it' });
    else sayLost(directive, notes);
    (reach === 'before' ? before : after).push(...directive.facts);
  }
  return { before, after };
}

function sayOfClient({ token, facts }: ProcessDirective, notes: Notes): void {
  notes.say('client-only', token, 'Z1', { key: token.label });
  for (const fact of facts)
    notes.settle(fact.token, 'no-effect', 'Z1', { why: 'it was about the docker client' });
}

/** mapping D3-05: rkt needs root, and its own `--user` says whom the program runs as. */
function sayRoot({ token, facts }: ProcessDirective, notes: Notes): void {
  notes.say('not-needed', token, 'D3-05', {
    what: token.label,
    why: 'it was about rkt itself, which runs as root',
  });
  for (const fact of facts)
    notes.settle(fact.token, 'no-effect', 'D3-05', { why: 'it was about rkt itself' });
}

/** Users and groups, then what else `+` takes off: capabilities, sandboxes, directories (mapping D2-20). */
const BY_ANY_PREFIX = /^D3-0[567]$/;
const BY_PLUS = /^D3-(0[567]|1[678]|2[3-9])$/;

/** Does a prefix of the program's line take the directive off it? */
function isLifted(
  { rule }: ProcessDirective,
  unit: UnitFacts,
  main: ContainerRole | null,
): boolean {
  if (main !== null) return false;
  const line = unit.steps.findLast(({ step }) => step.key === 'ExecStart');
  const privilege = line?.step.command.prefixes.privilege ?? '';
  return privilege !== '' && (privilege === '+' ? BY_PLUS : BY_ANY_PREFIX).test(rule);
}

function sayLifted({ token, facts }: ProcessDirective, notes: Notes): void {
  notes.say('not-needed', token, 'D2-20', {
    what: token.label,
    why: 'the prefix of the command takes it off the program',
  });
  for (const fact of facts)
    notes.settle(fact.token, 'no-effect', 'D2-20', { why: 'the prefix takes it off' });
}

function reachOf(
  directive: ProcessDirective,
  main: ContainerRole | null,
  decisions: Decisions,
): 'client' | 'before' | 'after' {
  const moved = main?.systemdDocker ?? null;
  if (moved !== null && directive.reach === 'cgroup') {
    const isMoved =
      moved.cgroups === 'all' || directive.facts.some((said) => limitsOfUnit(said, moved));
    if (isMoved) return 'after';
  }
  const isDocker = main?.runtime === 'docker' || main?.runtime === 'systemd-docker';
  if (!isDocker) return 'before';
  return decisions.isOn('promote-client-limits') ? 'before' : 'client';
}

function sayLost({ token, rule, lost, code, facts }: ProcessDirective, notes: Notes): void {
  if (lost === null) {
    if (facts.length === 0)
      notes.settle(token, 'no-effect', rule, { why: 'it asks for what is the default' });
    return;
  }
  const what = token.label;
  if (code === 'differs') notes.say(code, token, rule, { what, how: lost });
  else if (code === 'carried-over') notes.say(code, token, rule, { what, as: lost });
  else if (code === 'decide') notes.say(code, token, rule, { what, question: lost });
  else notes.say(code, token, rule, { what, why: lost });
}
