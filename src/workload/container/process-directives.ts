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
  for (const directive of unit.processDirectives.filter((d) => !ofRkt.includes(d))) {
    const reach = reachOf(directive, main, decisions);
    if (reach === 'client') {
      const { token } = directive;
      notes.say('client-only', token, 'Z1', { key: token.label });
      for (const fact of directive.facts)
        notes.settle(fact.token, 'no-effect', 'Z1', { why: 'it was about the docker client' });
      continue;
    }
    if (wrapsUmask && directive.rule === 'D3-10')
      notes.settle(directive.token, 'set', 'D3-10', { why: 'a shell around the command sets it' });
    else sayLost(directive, notes);
    (reach === 'before' ? before : after).push(...directive.facts);
  }
  return { before, after };
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
  else if (code === 'decide') notes.say(code, token, rule, { what, question: lost });
  else notes.say(code, token, rule, { what, why: lost });
}
