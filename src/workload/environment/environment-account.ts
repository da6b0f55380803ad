import type { UnitFacts } from '../../dialect/role.ts';
import { tokenOf } from '../../exec/build-environment.ts';
import type { Variable } from '../../exec/environment.ts';
import { usedVariables } from '../../exec/used-variables.ts';
import type { Notes } from '../../finding/notes.ts';
import type { Directive } from '../../unit/unit.ts';

/**
 * Ends the accounts of `Environment=` and `EnvironmentFile=` (mapping D3-01, D3-02): their variables came into the Exec
 * lines, were handed on (`passed`: `docker run -e NAME`, or all of them for a program of the host), or never reached the
 * container. For every unit, also one that becomes no Pod.
 */
export function settleEnvironment(
  unit: UnitFacts,
  passed: ReadonlySet<string> | 'all',
  notes: Notes,
): void {
  const directives = effectiveOf(unit);
  if (directives.length === 0) return;
  const steps = unit.steps.map(({ step }) => step);
  const used = new Set(usedVariables(steps, unit.environment));
  const isUsed = ({ name }: Variable): boolean =>
    passed === 'all' || used.has(name) || passed.has(name);
  const variables = [...unit.environment.variables.values()];
  for (const directive of directives) {
    const own = variables.filter(({ span }) => isIn(span, directive));
    if (own.some(isUsed))
      settleUsed(
        unit,
        directive,
        own.filter((v) => !isUsed(v)),
        notes,
      );
    else settleUnused(unit, directive, own, notes);
  }
  sayRequired(unit, notes);
}

/** mapping D3-02d; every machine had `/etc/environment` (D3-03). */
function sayRequired({ unit, environment }: UnitFacts, notes: Notes): void {
  const required = environment.missingFiles.filter(
    ({ optional, path }) => !optional && path !== '/etc/environment',
  );
  for (const { path, span } of required) {
    const label = 'EnvironmentFile=';
    const token = { kind: 'directive', unit: unit.name.full, label, span } as const;
    notes.say('environment-file-required', token, 'D3-02d', { path });
  }
}

const isIn = (span: Variable['span'], { span: whole }: Directive): boolean =>
  span.file === whole.file && span.start >= whole.start && span.end <= whole.end;

/** The directives since the list was last emptied. */
function effectiveOf({ unit }: UnitFacts): readonly Directive[] {
  return ['Environment', 'EnvironmentFile'].flatMap((key) => {
    const all = unit.directives.filter((d) => d.section === 'Service' && d.key === key);
    return all.slice(all.findLastIndex(({ value }) => value.text === '') + 1);
  });
}

function settleUsed(
  { unit }: UnitFacts,
  directive: Directive,
  unused: readonly Variable[],
  notes: Notes,
): void {
  notes.settle(tokenOf(unit, directive), 'set', ruleOf(directive), {
    why: 'its values stand in the commands that use them',
  });
  if (directive.key !== 'Environment') return;
  for (const { name, span } of unused)
    notes.say('not-needed', span, 'D3-01', { what: name, why: NEVER });
}

const NEVER = 'it never reached the container';

function settleUnused(
  { unit, environment }: UnitFacts,
  directive: Directive,
  own: readonly Variable[],
  notes: Notes,
): void {
  const token = tokenOf(unit, directive);
  if (directive.key === 'Environment' && own.length > 0) {
    const what = own.map(({ name }) => name).join(', ');
    notes.say('not-needed', token, 'D3-01', { what, why: NEVER });
    return;
  }
  const missing = environment.missingFiles.some(({ span }) => isIn(span, directive));
  notes.settle(token, 'no-effect', ruleOf(directive), {
    why: missing
      ? 'the file is not in the input; what the commands took from it is said where they use it'
      : 'no command uses its variables',
  });
}

const ruleOf = ({ key, value }: Directive): string => {
  if (key === 'Environment') return 'D3-01';
  return value.text.replace(/^-/, '') === '/etc/environment' ? 'D3-03' : 'D3-02';
};
