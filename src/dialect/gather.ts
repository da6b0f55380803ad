import { tokenOf } from '../exec/build-environment.ts';
import type { ExecStep } from '../exec/command.ts';
import type { Environment } from '../exec/environment.ts';
import type { Notes } from '../finding/notes.ts';
import type { Unit } from '../unit/unit.ts';
import { commandPart } from './command-role.ts';
import { openTokensOfRoles } from './default-answer.ts';
import { withMounts } from './mounted.ts';
import { oneContainer } from './opaque-role.ts';
import { accountForArgv0 } from './own-argv0.ts';
import type { Role, Step, UnitFacts } from './role.ts';
import { withSeeds } from './seed.ts';
import { directiveFacts } from './systemd/gather-directives.ts';
import { textFacts } from './utf8-facts.ts';

/**
 * All that a unit says, sorted out (phase 8 of the contract). Opens a token for every directive and every word of its
 * Exec lines; what is left to `workload` of them stands in role.ts.
 */
export function gatherFacts(
  unit: Unit,
  environment: Environment,
  steps: readonly ExecStep[],
  notes: Notes,
): UnitFacts {
  openDirectives(unit, notes);
  const { facts, processDirectives } = directiveFacts(unit, notes);
  return {
    unit,
    environment,
    facts: textFacts(facts, 'unit', notes),
    steps: withMounts(steps.map((step) => gatherStep(step, unit, environment, notes))),
    processDirectives,
  };
}

/** mapping E3-01 */
const inText = (role: Role, notes: Notes): Role =>
  role.kind === 'container' ? { ...role, facts: textFacts(role.facts, role.runtime, notes) } : role;

/** fleet's own section is accounted for where it is read, word by word as fleet does. */
function openDirectives(unit: Unit, notes: Notes): void {
  for (const directive of unit.directives) notes.open(tokenOf(unit, directive));
}

function gatherStep(step: ExecStep, unit: Unit, environment: Environment, notes: Notes): Step {
  const { full } = unit.name;
  const read = commandPart(step.words, [], { unit: full, notes, environment, depth: 0 });
  const argv0 = accountForArgv0(step, read.roles, full, notes);
  notes.divide(tokenOf(unit, step.directive), [...argv0, ...read.tokens]);
  const single = oneContainer(read.roles, step.command.span, notes);
  const roles = withSeeds(single, step.key, unit).map((role) => inText(role, notes));
  return { step, roles, tokens: openTokensOfRoles(roles) };
}
