import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import { whyNameRefused } from '../../unit/name.ts';
import type { FleetOption, Unit } from '../../unit/unit.ts';
import { isGlobal, type Violation, violationsOf } from './combination.ts';
import { BOOT_ID, FLEET_KEYS } from './keys.ts';
import { keysOfOneMachine, type MachineMetadata } from './one-machine.ts';
import type { Placement } from './placement.ts';
import {
  metadataPair,
  type Requirement,
  type Requirements,
  requirementsOf,
} from './requirements.ts';

/**
 * `[X-Fleet]` of one unit as fleet's engine takes it: from the stored text, specifiers replaced (mapping C01–C19); what
 * fleet refuses is checked on the first reading (C50, C51). Says what fleet ignores and what no machine could ever meet;
 * all other tokens are opened for `workload` to settle.
 */
export function placementOf(
  unit: Unit,
  notes: Notes,
  options: { readonly lenient: boolean; readonly machines: MachineMetadata },
): Placement {
  const tokenOf = tokensOf(unit);
  for (const option of unit.fleetOptions) notes.open(tokenOf(option));
  sayUnknownKeys(unit, notes, tokenOf);
  const violations = violationsOf(unit.fleetOptionsChecked);
  const kept = options.lenient
    ? without(unit.fleetOptions, violations, notes, tokenOf)
    : unit.fleetOptions;
  if (!options.lenient) sayRefused(violations, notes);
  const found = requirementsOf(kept);
  sayGlobal(found, notes, tokenOf);
  const never = options.lenient ? [] : neverPlaced(found);
  for (const { requirement, rule, why } of never)
    notes.say('never-placed', tokenOf(requirement.option), rule, { why });
  const target = found['machine-id'][0];
  for (const hidden of found['machine-id'].slice(1))
    notes.settle(tokenOf(hidden.option), 'no-effect', 'C19', {
      why: 'the first machine id counts',
    });
  return {
    global: isGlobal(found),
    machineId:
      target === undefined ? null : { id: target.value.text, token: tokenOf(target.option) },
    metadata: metadataOf(found, notes, tokenOf),
    machineKeys: keysOfOneMachine(found.metadata, unit, options.machines),
    metadataTokens: unique(found.metadata.map(({ option }) => tokenOf(option))),
    peers: found.peer.map((r) => ({ unit: r.value.text, token: tokenOf(r.option) })),
    conflicts: patternsOf(found.conflict, tokenOf),
    replaces: patternsOf(found.replace, tokenOf),
    refused: never.length > 0 || (violations.length > 0 && !options.lenient),
  };
}

type TokenOf = (option: FleetOption) => Token;

/** A line with several values is several options of one span, and one token. */
function tokensOf(unit: Unit): TokenOf {
  const tokens = new Map<string, Token>();
  return ({ key, span }) => {
    const id = `${span.file}\0${span.start}`;
    const known = tokens.get(id);
    if (known !== undefined) return known;
    const token = { kind: 'directive', unit: unit.name.full, label: `${key}=`, span } as const;
    tokens.set(id, token);
    return token;
  };
}

const unique = (tokens: readonly Token[]): readonly Token[] => [...new Set(tokens)];

const patternsOf = (found: readonly Requirement[], tokenOf: TokenOf): Placement['conflicts'] =>
  found.map((r) => ({ pattern: r.value.text, token: tokenOf(r.option) }));

/** mapping C06; an empty `Conflicts=` adds nothing (C05). */
function sayUnknownKeys(unit: Unit, notes: Notes, tokenOf: TokenOf): void {
  for (const option of unit.fleetOptions) {
    const entry = Object.hasOwn(FLEET_KEYS, option.key) ? FLEET_KEYS[option.key] : undefined;
    if (entry === undefined)
      notes.say('fleet-ignores', tokenOf(option), 'C06', {
        what: `${option.key}=`,
        why: similarKey(option.key) ?? 'it knows no such key',
      });
    else if (entry.means === 'conflict' && option.value.text.trim() === '')
      notes.settle(tokenOf(option), 'no-effect', 'C05', { why: 'an empty value adds nothing' });
  }
}

function similarKey(key: string): string | null {
  const known = Object.keys(FLEET_KEYS).find((k) => k.toLowerCase() === key.toLowerCase());
  return known === undefined ? null : `it knows ${known}=, and case counts`;
}

function sayRefused(violations: readonly Violation[], notes: Notes): void {
  for (const { message, second } of violations)
    notes.say('fleet-refuses', second.option.span, 'C50', { why: message });
}

/** mapping C12b: what was said second is left out. */
function without(
  options: readonly FleetOption[],
  violations: readonly Violation[],
  notes: Notes,
  tokenOf: TokenOf,
): readonly FleetOption[] {
  const dropped = new Map(violations.map((v) => [v.second.option.span.start, v]));
  return options.filter((option) => {
    const violation = dropped.get(option.span.start);
    if (violation === undefined || option.key !== violation.second.key) return true;
    notes.say('unsupported', tokenOf(option), 'C12b', {
      what: `${option.key}=`,
      why: `fleet refuses the unit (${violation.message})`,
    });
    return false;
  });
}

function sayGlobal(found: Requirements, notes: Notes, tokenOf: TokenOf): void {
  const last = found.global.at(-1);
  for (const { option } of found.global.slice(0, -1))
    notes.settle(tokenOf(option), 'no-effect', 'C10', { why: 'the last Global= counts' });
  if (last === undefined) return;
  const { option, value } = last;
  if (isGlobal(found)) notes.settle(tokenOf(option), 'set', 'C10', { field: 'kind DaemonSet' });
  else if (/^\W*(true|yes|y|on|1|enabled?)\b/i.test(value.text))
    notes.say('not-global', tokenOf(option), /#/.test(value.text) ? 'C01' : 'C10', {
      value: value.text,
    });
  else notes.settle(tokenOf(option), 'no-effect', 'C10', { why: 'the unit is not global' });
}

/** mapping C13, C14: pairs by key; what fleet drops is said. */
function metadataOf(
  found: Requirements,
  notes: Notes,
  tokenOf: TokenOf,
): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, Set<string>>();
  for (const { value, option } of found.metadata) {
    const pair = metadataPair(value.text);
    if (pair === null)
      notes.say('fleet-ignores', tokenOf(option), 'C13', {
        what: JSON.stringify(value.text),
        why: 'it is not of the form key=value',
      });
    else values.set(pair[0], (values.get(pair[0]) ?? new Set()).add(pair[1]));
  }
  return new Map(
    [...values]
      .map(([key, set]) => [key, [...set].sort()] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}

interface Never {
  readonly requirement: Requirement;
  readonly rule: string;
  readonly why: string;
}

/** Requirements that no machine meets, ever: fleet takes the unit and lets it wait (mapping C04, C05, C13, C19c). */
function neverPlaced(found: Requirements): readonly Never[] {
  const [target] = found['machine-id'];
  return [
    ...(target === undefined ? [] : neverMachine(target)),
    ...found.peer.flatMap((r) => {
      const why = whyNameRefused(r.value.text);
      if (why === null) return [];
      const rule = r.value.text === '' ? 'C05' : 'C30';
      return [{ requirement: r, rule, why: `no unit is called ${JSON.stringify(r.value.text)}` }];
    }),
    ...found.metadata.flatMap(neverMetadata),
  ];
}

function neverMachine(target: Requirement): readonly Never[] {
  const { text } = target.value;
  if (text === '')
    return [{ requirement: target, rule: 'C19c', why: 'no machine has an empty id' }];
  if (target.key === BOOT_ID)
    return [{ requirement: target, rule: 'C19', why: `the boot id ${text} is gone` }];
  if (!/^[\w.:-]+$/.test(text))
    return [
      { requirement: target, rule: 'C04', why: `no machine has the id ${JSON.stringify(text)}` },
    ];
  return [];
}

function neverMetadata(requirement: Requirement): readonly Never[] {
  const pair = metadataPair(requirement.value.text);
  if (pair === null) return [];
  const untrimmed = pair.some((part) => part !== part.trim());
  if (untrimmed || /\\\n/.test(requirement.value.text))
    return [
      {
        requirement,
        rule: untrimmed ? 'C13' : 'C09',
        why: `no machine has ${JSON.stringify(pair[0])}=${JSON.stringify(pair[1])}: blanks count`,
      },
    ];
  const odd = /%[a-zA-Z]/.exec(requirement.value.text);
  if (odd === null) return [];
  return [{ requirement, rule: 'C04', why: `fleet does not replace ${odd[0]} here` }];
}
