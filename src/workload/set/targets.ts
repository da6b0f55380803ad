import { sanitised } from '../container/pod-name.ts';
import type { Fate } from './outcomes.ts';
import type { SetUnit, UnitSet } from './unit-set.ts';

export interface Targets {
  /** Member → `app.kubernetes.io/part-of` (mapping B60, A24). */
  readonly partOf: ReadonlyMap<string, string>;
  readonly fates: ReadonlyMap<string, Fate>;
}

const SYSTEM =
  /^(multi-user|default|network-online|network|network-pre|timers|sockets|basic|sysinit|local-fs|remote-fs|shutdown|graphical|paths)\.target$/;

/** mapping B60: a target groups those that it wants and those that are part of it. */
export function targetsOf(targets: readonly SetUnit[], set: UnitSet): Targets {
  const partOf = new Map<string, string>();
  const fates = new Map<string, Fate>();
  for (const { id, name, notes } of targets) {
    fates.set(id, { outcome: 'housekeeping', into: null });
    if (SYSTEM.test(id)) continue;
    const members = [
      ...set
        .needsOf(id)
        .filter(({ how }) => GROUPING.includes(how))
        .map(({ to }) => to),
      ...set
        .needersOf(id)
        .filter(({ how }) => how === 'PartOf')
        .map(({ from }) => from),
    ].filter((member) => set.get(member)?.name.type === 'service');
    for (const member of members) if (!partOf.has(member)) partOf.set(member, sanitised(name.base));
    notes.say('not-needed', null, 'B60', {
      what: id,
      why:
        members.length > 0
          ? `it only groups units; they are labelled part-of=${sanitised(name.base)}`
          : 'it only orders units',
    });
  }
  return { partOf, fates };
}

const GROUPING: readonly string[] = ['Wants', 'Requires', 'Requisite', 'BindsTo', 'Upholds'];
