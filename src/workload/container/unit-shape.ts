import type { Role, Step, UnitFacts } from '../../dialect/role.ts';
import type { ExecKey } from '../../exec/command.ts';
import type { Fact } from '../../fact/fact.ts';

export type ContainerRole = Extract<Role, { kind: 'container' }>;

/** A container that one of the unit's lines defines. */
export interface Defined {
  readonly step: Step;
  readonly role: ContainerRole;
  /** Text of `--name`, or null. */
  readonly name: string | null;
}

/** How the service runs its main container (mapping Z4, Z4a, G12, G13). */
export type Hold = 'run' | 'run-detached' | 'start' | 'start-detached' | 'logs' | 'wait' | 'attach';

/**
 * Which of a unit's lines makes which container: the one that the service is, what ran before it and what only held
 * volumes. `main` null: the unit runs no container (a host program, housekeeping, nothing).
 */
export interface UnitShape {
  readonly main: Defined | null;
  readonly hold: Hold | null;
  /** Further images of the main container's `rkt run` (mapping F0-03). */
  readonly beside: readonly Defined[];
  /** `ExecStart=` lines of a oneshot before the last (mapping B32). */
  readonly earlier: readonly Defined[];
  /** `docker run --rm` of `ExecStartPre=` (mapping G15), in order. */
  readonly before: readonly Defined[];
  /** Containers made only for their volumes (mapping G14, B67). */
  readonly data: readonly Defined[];
  /** `ExecStart=` of a program on the host (mapping B80), when there is no container; the last of a oneshot. */
  readonly program: Step | null;
  /** Lines that ran programs of the host before that one (mapping D2-09, B32), in order. */
  readonly programsBefore: readonly Step[];
}

export function shapeOf(unit: UnitFacts): UnitShape {
  const pre = definedIn(unit, 'ExecStartPre');
  const starts = definedIn(unit, 'ExecStart');
  const last = starts.at(-1);
  if (last !== undefined)
    return {
      main: last,
      hold: isDetached(last.role.facts) ? 'run-detached' : 'run',
      beside: besideOf(last),
      earlier: starts.slice(0, -1),
      ...splitPre(pre),
      program: null,
      programsBefore: [],
    };
  const held = heldBy(unit, pre);
  const program = held === null ? programOf(unit) : null;
  return {
    main: held?.defined ?? null,
    hold: held?.hold ?? null,
    beside: besideOf(held?.defined ?? null),
    earlier: [],
    ...splitPre(pre.filter((d) => d !== held?.defined)),
    program,
    programsBefore: program === null ? [] : programsBefore(unit, program),
  };
}

/** Names under which other units know the unit's containers: main, data, and those of Pre lines. */
export function containerNamesOf(unit: UnitFacts): readonly string[] {
  const { main, data, before, earlier } = shapeOf(unit);
  return [main, ...data, ...before, ...earlier].flatMap((d) => (d?.name ? [d.name] : []));
}

function definedIn(unit: UnitFacts, key: ExecKey): readonly Defined[] {
  return unit.steps
    .filter(({ step }) => step.key === key)
    .flatMap((step) => {
      const role = step.roles.findLast((r): r is ContainerRole => isContainer(r) && !r.isBeside);
      return role === undefined ? [] : [{ step, role, name: nameOf(role.facts) }];
    });
}

const isContainer = (role: Role): role is ContainerRole => role.kind === 'container';

/** Named as rkt does: after the image where nothing else is said (mapping F2-08). */
function besideOf(main: Defined | null): readonly Defined[] {
  if (main === null) return [];
  const { step } = main;
  return step.roles
    .filter((role) => isContainer(role))
    .filter((role) => role.isBeside)
    .map((role) => ({ step, role, name: nameOf(role.facts) ?? imageNameOf(role.facts) }));
}

function imageNameOf(facts: readonly Fact[]): string | null {
  const said = facts.findLast((f) => f.slot === 'container.image');
  const text = said?.slot === 'container.image' ? said.value.text : '';
  return /([^/:@]+)(?:[:@].*)?$/.exec(text)?.[1] ?? null;
}

/** A container that Pre made and ExecStart starts or follows (mapping G12, G13). */
function heldBy(
  unit: UnitFacts,
  pre: readonly Defined[],
): { readonly defined: Defined; readonly hold: Hold } | null {
  const roles = unit.steps
    .filter(({ step }) => step.key === 'ExecStart')
    .flatMap((step) => step.roles);
  for (const role of roles) {
    const hold = holdOf(role);
    const name = 'container' in role ? role.container.text : null;
    const defined = name === null ? undefined : madeAs(name, pre);
    if (hold !== null && defined !== undefined) return { defined, hold };
  }
  return null;
}

function madeAs(name: string, pre: readonly Defined[]): Defined | undefined {
  return pre.findLast((d) => d.name === name) ?? (pre.length === 1 ? pre[0] : undefined);
}

function holdOf(role: Role): Hold | null {
  if (role.kind === 'start-container') return role.attached ? 'start' : 'start-detached';
  return role.kind === 'follow-container' ? role.how : null;
}

function splitPre(pre: readonly Defined[]): Pick<UnitShape, 'before' | 'data'> {
  const data = pre.filter((d) => isDataContainer(d));
  return { data, before: pre.filter((d) => !data.includes(d)) };
}

/** mapping B67, G14: made once and kept, for its volumes. */
export function isDataContainer({ role }: Defined): boolean {
  const hasVolumes = role.facts.some((f) => f.slot === 'container.volume');
  const removed = role.facts.some((f) => f.slot === 'container.removed-at-end' && f.value);
  if (!hasVolumes || removed) return false;
  return role.verb === 'create' || runsNothing(role.facts);
}

function runsNothing(facts: readonly Fact[]): boolean {
  const words = facts.flatMap((f) => (f.slot === 'container.args' ? [f.value.text] : []));
  return /^((\/usr)?(\/bin\/)?(true|echo)\b.*|tail -f \/dev\/null)$/.test(words.join(' '));
}

const programOf = (unit: UnitFacts): Step | null =>
  unit.steps.findLast(({ step, roles }) => step.key === 'ExecStart' && isProgram(roles)) ?? null;

const isProgram = (roles: readonly Role[]): boolean =>
  roles.some((r) => r.kind === 'host-program' || r.kind === 'opaque');

/** Of Pre lines only those that are one program: what a script does to the machine, it does not do in a container. */
const programsBefore = (unit: UnitFacts, program: Step): readonly Step[] =>
  unit.steps.filter(
    ({ step, roles }) =>
      step.index < program.step.index &&
      (step.key === 'ExecStart'
        ? isProgram(roles)
        : step.key === 'ExecStartPre' && roles.some((r) => r.kind === 'host-program')),
  );

function nameOf(facts: readonly Fact[]): string | null {
  const said = facts.findLast((f) => f.slot === 'container.name');
  return said?.slot === 'container.name' ? said.value.text : null;
}

function isDetached(facts: readonly Fact[]): boolean {
  return facts.some((f) => f.slot === 'container.detached' && f.value);
}
