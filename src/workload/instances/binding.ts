import type { LogicalText } from '../../source/logical-text.ts';
import { containerNamesOf } from '../container/unit-shape.ts';
import { containerFactsOf, type SetUnit, type UnitSet } from '../set/unit-set.ts';

/** Directives that tie a helper's life to its leader (mapping C32a). */
const BINDING = ['BindsTo', 'Requires', 'PartOf'];

/**
 * mapping C32a: the follower's life is tied to the leader's, or it reaches into its container. An address that is
 * reachable on that machine only is a hint, not a binding.
 */
export function isBoundTo(follower: SetUnit, leader: SetUnit, set: UnitSet): boolean {
  const tied = set
    .needsOf(follower.id)
    .some(({ how, to }) => to === leader.id && BINDING.includes(how));
  if (tied) return true;
  const used = containersUsedBy(follower);
  return containerNamesOf(leader.facts).some((name) => used.has(name));
}

/** Names of containers whose namespaces, volumes, links or insides the unit uses. */
export function containersUsedBy(unit: SetUnit): ReadonlySet<string> {
  const spaces = (['pod.network', 'pod.pid', 'pod.ipc'] as const).flatMap((slot) =>
    containerFactsOf(unit, slot).flatMap(({ value }) =>
      value.kind === 'container' ? [value.container] : [],
    ),
  );
  const volumes = containerFactsOf(unit, 'container.volumes-from').map((f) => f.value.container);
  const links = containerFactsOf(unit, 'container.link').map((f) => f.value.container);
  return new Set([...spaces, ...volumes, ...links, ...lookedInto(unit)].map(({ text }) => text));
}

function lookedInto(unit: SetUnit): readonly LogicalText[] {
  return unit.facts.steps.flatMap(({ roles }) =>
    roles.flatMap((role) => {
      if (role.kind === 'exec-in-container' || role.kind === 'follow-container')
        return [role.container];
      return role.kind === 'look-up-container' && role.target !== null ? [role.target] : [];
    }),
  );
}
