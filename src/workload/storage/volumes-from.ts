import type { FactOf } from '../../fact/fact.ts';
import { openLedger } from '../../fact/ledger.ts';
import type { VolumesFrom } from '../../fact/slots.ts';
import type { Token } from '../../finding/account.ts';
import type { Scope } from '../container/scope.ts';
import { containerField } from '../container/scope.ts';
import { type Defined, shapeOf } from '../container/unit-shape.ts';
import { type Wish, wish } from './mount.ts';

/** `--volumes-from X`: all volumes of X at the same paths (mapping E5-13, B67). */
export function volumesFrom(scope: Scope): readonly Wish[] {
  return scope.ledger.many('container.volumes-from').flatMap(({ value, token }) => {
    const name = value.container.text;
    const owner = containerCalled(scope, name);
    if (owner === null) {
      scope.notes.say('decide', token, 'E5-13', {
        what: `the volumes of ${name}`,
        question: 'the container that holds them is not in the input',
      });
      return [];
    }
    const taken = takenFrom(scope, owner, value, token, new Set([name]));
    scope.notes.settle(token, 'set', 'E5-13', { field: containerField(scope, 'volumeMounts') });
    if (taken.some(({ use }) => use.kind === 'anonymous' || use.kind === 'volume'))
      scope.notes.say('differs', token, 'E5-13', {
        what: `the volumes of ${name}`,
        how: 'docker filled them with the content of its image, here they begin empty',
      });
    sayApart(scope, name, token);
    return taken;
  });
}

/** mapping B67: on fleet all of them had the same files, on one machine. */
function sayApart(scope: Scope, name: string, token: Token): void {
  const own = scope.group.members[0]?.unit.unit.name.full;
  const others = scope.around.workloadsAround(name).filter((leader) => leader !== own);
  const twins = scope.group.instances.length > 1 ? ['the other instances'] : [];
  const users = [...twins, ...others].join(', ');
  if (users === '') return;
  scope.notes.say('decide', token, 'B67', {
    what: `the volumes of ${name}, used by ${users} too`,
    question:
      'they were the same files on one machine, and here each Pod has its own, or those of its node: should one Pod hold all of them?',
  });
}

function takenFrom(
  scope: Scope,
  owner: Defined,
  { readOnly }: VolumesFrom,
  token: Token,
  seen: Set<string>,
): readonly Wish[] {
  const silent = { ...scope.notes, say: () => {}, settle: () => {} };
  const ledger = openLedger(owner.role.facts, silent);
  const wishes = ledger.many('container.volume').flatMap((said) => {
    const borrowed: FactOf<'container.volume'> = {
      ...said,
      token,
      rule: 'E5-13',
      value: { ...said.value, readOnly: said.value.readOnly || readOnly },
    };
    return wish(scope, borrowed, owner.name);
  });
  const further = ledger.many('container.volumes-from').flatMap(({ value }) => {
    const name = value.container.text;
    const next = seen.has(name) ? null : containerCalled(scope, name);
    seen.add(name);
    return next === null ? [] : takenFrom(scope, next, value, token, seen);
  });
  return [...wishes, ...further];
}

/** The line that makes a container of that name, in this group or in another unit. */
export function containerCalled(scope: Scope, name: string): Defined | null {
  const groups = [scope.group, scope.around.groupOfContainer(name)];
  for (const group of groups) {
    for (const { unit } of group?.members ?? []) {
      const { main, data, before, earlier } = shapeOf(unit);
      const found = [main, ...data, ...before, ...earlier].find((d) => d?.name === name);
      if (found) return found;
    }
  }
  return null;
}
