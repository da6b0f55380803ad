import type { Decisions } from '../../decision/options.ts';
import { registrationOf } from '../../dialect/registrator.ts';
import type { UnitFacts } from '../../dialect/role.ts';
import type { Group, ReasonForService, Surroundings } from '../group.ts';
import type { Announced } from './announcers.ts';
import type { Mounts } from './mounts.ts';
import { firstTwinOf, type Placed, unitsOf } from './placed.ts';
import type { SocketReason } from './sockets.ts';
import { containerFactsOf, type SetUnit, type UnitSet } from './unit-set.ts';

export interface SetParts {
  readonly set: UnitSet;
  readonly placed: readonly Placed[];
  readonly ownerOf: ReadonlyMap<string, Placed>;
  readonly announced: readonly Announced[];
  readonly sockets: readonly SocketReason[];
  readonly mounts: Mounts;
  /** Service → seconds between its runs (mapping B49). */
  readonly loops: ReadonlyMap<string, number>;
  /** Units that seed keys of etcd (mapping G64). */
  readonly seeding: readonly SetUnit[];
  /** Keys of etcd and their values, of a dump (mapping G60a). */
  readonly dumped: ReadonlyMap<string, string>;
  readonly decisions: Decisions;
}

/** What each Pod may ask about the rest of the set, answered from indexes. */
export function surroundingsOf(parts: SetParts): Surroundings {
  const { set, ownerOf, decisions } = parts;
  const publishers = publishersOf(parts.placed);
  const known = knownKeys(parts);
  const announcedKeys = keysOf(parts);
  const reasons = reasonsOf(parts);
  const volumes = usersOfVolumes(parts.placed);
  const files = set.units[0]?.facts.environment.files;
  const groupOf = (unit: SetUnit | null): Group | null =>
    unit === null ? null : (ownerOf.get(unit.id)?.group ?? holderGroup(unit));
  return {
    decisions,
    groupOfContainer: (name) => groupOf(set.ofContainer(name)),
    groupOfUnit: (unit) => ownerOf.get(unit)?.group ?? null,
    unitThatPublishes: (port) => publishers.get(port) ?? null,
    volumeOfMount: (hostPath) => parts.mounts.volumeFor(hostPath),
    workloadsWithVolume: (name) => volumes.get(name) ?? [],
    workloadsAround: (container) => workloadsAround(container, parts),
    secondsBetweenRuns: (unit) => parts.loops.get(unit) ?? null,
    suppliedFile: (path) => files?.get(path) ?? null,
    etcdValue: (key) => known.get(cleanKey(key)) ?? null,
    unitThatAnnounces: (key) => announcedKeys.get(cleanKey(key)) ?? null,
    reasonsForService: (unit) => reasons.get(unit) ?? [],
  };
}

/** A container that only holds volumes has no workload; its unit still tells which (mapping B67). */
function holderGroup(unit: SetUnit): Group {
  return {
    name: unit.name.base,
    members: [
      { unit: unit.facts, placement: unit.placement, as: 'container', failureIgnored: false },
    ],
    instances: [unit.facts],
    instanceName: 'literal',
    kind: 'Deployment',
  };
}

/** Host port → the first unit by name that publishes it (mapping G70-2). */
function publishersOf(placed: readonly Placed[]): ReadonlyMap<number, UnitFacts> {
  const byPort = new Map<number, UnitFacts>();
  for (const one of placed)
    for (const unit of unitsOf(one))
      for (const { value } of containerFactsOf(unit, 'container.port'))
        if (typeof value.host === 'number' && !byPort.has(value.host))
          byPort.set(value.host, unit.facts);
  return byPort;
}

const cleanKey = (key: string): string => `/${key.replace(/^\/+|\/+$/g, '')}`;

/** mapping G60a, G64: keys and values that units of the set write once; a dump says what they really were. */
function knownKeys({ seeding, dumped }: SetParts): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { facts } of seeding)
    for (const { roles } of facts.steps)
      for (const role of roles)
        if (role.kind === 'seed-key') values.set(cleanKey(role.key.text), role.value.text);
  for (const [key, value] of dumped) values.set(cleanKey(key), value);
  return values;
}

/** mapping G61: key → the unit of which it tells. */
function keysOf({ set, announced, ownerOf }: SetParts): ReadonlyMap<string, UnitFacts> {
  const keys = new Map<string, UnitFacts>();
  for (const { of, announcer } of announced) {
    const told = set.get(of);
    if (told === null || !ownerOf.has(of)) continue;
    for (const { key } of announcer.keys) keys.set(cleanKey(key.text), told.facts);
  }
  return keys;
}

/** Why a unit needs a Service beside its published ports (mapping H10-01, E4-20, G50). */
function reasonsOf(parts: SetParts): ReadonlyMap<string, readonly ReasonForService[]> {
  const reasons = new Map<string, Map<string, ReasonForService>>();
  const found = [
    ...linksOf(parts),
    ...announcementsOf(parts),
    ...registrationsOf(parts),
    ...parts.sockets.map(ofSocket),
  ];
  for (const { unit, reason } of found) {
    const known = reasons.get(unit) ?? new Map<string, ReasonForService>();
    known.set(JSON.stringify({ ...reason, by: '' }), reason);
    reasons.set(unit, known);
  }
  return new Map([...reasons].map(([unit, all]) => [unit, [...all.values()]]));
}

interface Reason {
  readonly unit: string;
  readonly reason: ReasonForService;
}

const ofSocket = ({ unit, ...reason }: SocketReason): Reason => ({ unit, reason });

const linksOf = (parts: SetParts): readonly Reason[] =>
  parts.placed.flatMap(unitsOf).flatMap((unit) =>
    containerFactsOf(unit, 'container.link').flatMap(({ value }) => {
      const target = parts.set.ofContainer(value.container.text);
      if (target === null) return [];
      const reason = { kind: 'linked', alias: value.alias, by: unit.id } as const;
      return [{ unit: firstOf(target, parts), reason }];
    }),
  );

const announcementsOf = (parts: SetParts): readonly Reason[] =>
  parts.announced.flatMap(({ by, of, announcer }) => {
    const target = parts.set.get(of);
    if (target === null) return [];
    const ports = announcer.ports.length > 0 ? announcer.ports : [{ port: null }];
    const { intervalSeconds, ttlSeconds } = announcer;
    const check =
      announcer.check === null ? null : { check: announcer.check, intervalSeconds, ttlSeconds };
    return ports.map(({ port }) => ({
      unit: firstOf(target, parts),
      reason: { kind: 'announced', port, by: by.id, name: null, check } as const,
    }));
  });

/** mapping G58: names that a container tells registrator by its variables. */
const registrationsOf = (parts: SetParts): readonly Reason[] =>
  parts.placed.flatMap(unitsOf).flatMap((unit) => {
    const told = registrationOf(unit.shape.main?.role.facts ?? []);
    if (told === null || told.ignored) return [];
    const names = [...(told.name === null ? [] : [[null, told.name] as const]), ...told.portNames];
    return names.map(([port, name]) => ({
      unit: firstOf(unit, parts),
      reason: { kind: 'announced', port, by: unit.id, name, check: null } as const,
    }));
  });

/** Named volume of docker → the workloads whose units use it, by their leaders. */
function usersOfVolumes(placed: readonly Placed[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, readonly string[]>();
  for (const one of placed) {
    const volumes = unitsOf(one).flatMap((unit) => containerFactsOf(unit, 'container.volume'));
    const names = volumes.flatMap(({ value }) =>
      value.kind === 'volume' && value.source !== null ? [value.source.text] : [],
    );
    for (const name of new Set(names))
      users.set(name, [...(users.get(name) ?? []), one.plan.pod.leader.id]);
  }
  return users;
}

/** mapping B67 */
function workloadsAround(container: string, { set, ownerOf }: SetParts): readonly string[] {
  const maker = set.ofContainer(container);
  const units = [...set.usersOfVolumes(container), ...(maker === null ? [] : [maker])];
  const leaders = units.flatMap(({ id }) => ownerOf.get(id)?.plan.pod.leader.id ?? []);
  return [...new Set(leaders)].sort();
}

/** Of a collapsed template the first instance stands for all. */
function firstOf({ id }: SetUnit, { ownerOf }: SetParts): string {
  const owner = ownerOf.get(id);
  return owner === undefined ? id : firstTwinOf(owner, id);
}
