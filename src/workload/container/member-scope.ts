import type { UnitFacts } from '../../dialect/role.ts';
import { type Ledger, openLedger } from '../../fact/ledger.ts';
import type { Notes } from '../../finding/notes.ts';
import { openSymbols } from '../environment/symbol-table.ts';
import type { Group, Member, Surroundings } from '../group.ts';
import { containerNameOf } from './container-name.ts';
import { hostProgramFacts } from './host-program.ts';
import type { PodBooks } from './pod-books.ts';
import { processFacts } from './process-directives.ts';
import type { Scope } from './scope.ts';
import { type Defined, shapeOf, type UnitShape } from './unit-shape.ts';
import { knowsEntrypoint } from './wrap.ts';

/** One unit of a group, opened for building. */
export interface MemberScope {
  readonly member: Member;
  readonly shape: UnitShape;
  /** Of the unit's directives. */
  readonly directives: Ledger;
  /** Of its main container. */
  readonly main: Scope;
  /** Of containers that ran before it, in order. */
  readonly before: readonly { readonly defined: Defined; readonly scope: Scope }[];
  /** Of containers that run beside it, made by the same line. */
  readonly beside: readonly Scope[];
  /** Names by which the unit's lines mean its container (mapping G01). */
  readonly names: readonly string[];
  readonly isJob: boolean;
  readonly isInit: boolean;
}

export function openMember(
  group: Group,
  member: Member,
  around: Surroundings,
  books: PodBooks,
  notes: Notes,
): MemberScope {
  const { unit } = member;
  const shape = shapeOf(unit);
  const own =
    shape.main?.role.facts ?? hostProgramFacts(unit, shape.program, around.decisions, notes);
  const wrapsUmask = around.decisions.isOn('wrap') && knowsEntrypoint(own);
  const process = processFacts(unit, shape.main?.role ?? null, around.decisions, notes, wrapsUmask);
  const scopeOf = (
    defined: Defined | null,
    list: Scope['list'],
    container: string,
    ledger: Ledger,
  ): Scope => ({
    group,
    unit,
    around,
    notes,
    ledger,
    container,
    list,
    symbols: openSymbols(new Set(ledger.many('container.env').map(({ value }) => value.name))),
    ...books,
    attached: !isDetached(ledger, shape.hold),
    kept: defined?.role.kept === true || /^start/.test(shape.hold ?? ''),
    madeByPre: madeByPre(unit),
  });
  const before = [...shape.before, ...shape.earlier].map((defined) => {
    const name = books.name(containerNameOf(group, unit, defined, 'init'));
    const ledger = openLedger(defined.role.facts, notes);
    return { defined, scope: scopeOf(defined, 'initContainers', name, ledger) };
  });
  const ledger = openLedger([...process.before, ...own, ...process.after], notes);
  const list = member.as === 'container' ? 'containers' : 'initContainers';
  const name = books.name(containerNameOf(group, unit, shape.main, 'main'));
  const main = scopeOf(shape.main, list, name, ledger);
  const beside = shape.beside.map((defined) => {
    const wish = books.name(containerNameOf(group, unit, defined, 'main'));
    return scopeOf(defined, list, wish, openLedger(defined.role.facts, notes));
  });
  return {
    member,
    shape,
    directives: openLedger(unit.facts, notes),
    main,
    beside,
    before,
    names: [
      ...(shape.main?.name ? [shape.main.name] : []),
      unit.unit.name.full,
      unit.unit.name.base,
    ],
    isJob: group.kind === 'Job' || group.kind === 'CronJob',
    isInit: member.as === 'init',
  };
}

/** Z4: attached is `run` without `-d`, `start -a`, `attach`. */
function isDetached(ledger: Ledger, hold: UnitShape['hold']): boolean {
  if (hold === 'start' || hold === 'attach') return false;
  return hold === 'start-detached' || ledger.peek('container.detached') === true;
}

function madeByPre({ steps }: UnitFacts): ReadonlySet<string> {
  const roles = steps.flatMap((s) => (s.step.key === 'ExecStartPre' ? s.roles : []));
  return new Set(
    roles.flatMap((role) =>
      role.kind === 'prepare-path' && role.how === 'mkdir'
        ? role.paths.map((p) => p.text.replace(/\/+$/, ''))
        : [],
    ),
  );
}
