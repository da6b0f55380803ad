import { compileGlob, matchesGlob } from '../../unit/glob.ts';
import type { FleetOption } from '../../unit/unit.ts';
import {
  isFleetTrue,
  type Requirement,
  type Requirements,
  requirementsOf,
} from './requirements.ts';

/** A pair of requirements that fleet's validator does not take together (mapping C50). */
export interface Violation {
  /** In fleet's words. */
  readonly message: string;
  /** The one that `--option lenient` drops. */
  readonly second: Requirement;
}

/**
 * Everything that the API refuses about these options: those of the first reading, before specifiers (mapping C51).
 * fleet names one of them, at random; a peer that matches an own pattern hides the others.
 */
export function violationsOf(options: readonly FleetOption[]): readonly Violation[] {
  const found = requirementsOf(options);
  return [...ownPeers(found), ...forbiddenPairs(found)];
}

function ownPeers({ peer: peers, conflict, replace }: Requirements): readonly Violation[] {
  const patterns = [
    ...conflict.map((r) => ({ word: 'conflict', requirement: r })),
    ...replace.map((r) => ({ word: 'replace', requirement: r })),
  ].map((p) => ({ ...p, glob: compileGlob(p.requirement.value.text) }));
  return peers.flatMap((peer) =>
    patterns.flatMap(({ word, requirement, glob }) =>
      glob !== null && matchesGlob(glob, peer.value.text)
        ? [
            {
              message: `unresolvable requirements: peer ${quoted(peer)} matches ${word} ${quoted(requirement)}`,
              second: requirement,
            },
          ]
        : [],
    ),
  );
}

const quoted = ({ value }: Requirement): string => JSON.stringify(value.text);

function forbiddenPairs(found: Requirements): readonly Violation[] {
  const said = {
    MachineID: found['machine-id'],
    Peers: found.peer,
    Conflicts: found.conflict,
    Global: isGlobal(found) ? found.global.slice(-1) : [],
    Replaces: found.replace,
  };
  return PAIRS.flatMap(([first, second]) => {
    const dropped = said[second][0];
    if (said[first].length === 0 || dropped === undefined) return [];
    return [{ message: `${first} cannot be used with ${second}`, second: dropped }];
  });
}

/** mapping C50, in the order of fleet's validator. */
const PAIRS = [
  ['MachineID', 'Peers'],
  ['MachineID', 'Conflicts'],
  ['MachineID', 'Global'],
  ['MachineID', 'Replaces'],
  ['Global', 'Peers'],
  ['Global', 'Replaces'],
  ['Conflicts', 'Replaces'],
] as const;

/** mapping C10: the last value counts. */
export function isGlobal({ global }: Requirements): boolean {
  const last = global.at(-1);
  return last !== undefined && isFleetTrue(last.value.text);
}
