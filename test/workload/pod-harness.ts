import { readDecisions } from '../../src/decision/read-options.ts';
import { gatherFacts } from '../../src/dialect/gather.ts';
import type { UnitFacts } from '../../src/dialect/role.ts';
import { environmentOf } from '../../src/exec/build-environment.ts';
import { execStepsOf } from '../../src/exec/read-exec.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { type AccountOf, type Book, openBook } from '../../src/finding/notes.ts';
import { readInventory } from '../../src/inventory/read.ts';
import { createSource } from '../../src/source/source.ts';
import { buildPod } from '../../src/workload/build-pod.ts';
import { sanitised } from '../../src/workload/container/pod-name.ts';
import { containerNamesOf } from '../../src/workload/container/unit-shape.ts';
import type { BuiltPod, Group, GroupKind, Surroundings } from '../../src/workload/group.ts';

export interface Setting {
  readonly kind?: GroupKind;
  readonly options?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** Further units, each a workload of its own. */
  readonly others?: Readonly<Record<string, string>>;
  /** Units of `others` that join the Pod, and how. */
  readonly joins?: Readonly<Record<string, 'container' | 'sidecar' | 'init'>>;
  readonly around?: Partial<Surroundings>;
}

export interface PodOf {
  readonly built: BuiltPod;
  readonly findings: readonly Finding[];
  readonly accounts: () => readonly AccountOf[];
}

/** One unit through the readers and `buildPod`, as `assemble` would call it. */
export function podOf(text: string, setting: Setting = {}, name = 'web.service'): PodOf {
  const book = openBook();
  const texts = { [name]: text, ...setting.others };
  const files = new Map(Object.entries(setting.files ?? {}));
  const units = readUnits(texts, files, setting.options ?? [], book);
  const decisions = readDecisions({
    kubeVersion: '1.35',
    namespace: null,
    keepUnresolved: false,
    options: setting.options ?? [],
  } as never);
  const member = (unit: UnitFacts, as: 'container' | 'sidecar' | 'init' = 'container') => ({
    unit,
    as,
    failureIgnored: false,
    placement: {
      global: false,
      machineId: null,
      metadata: new Map(),
      machineKeys: new Set<string>(),
      metadataTokens: [],
      peers: [],
      conflicts: [],
      replaces: [],
      refused: false,
    },
  });
  const groupOf = (unit: UnitFacts): Group => ({
    name: sanitised(unit.unit.name.base),
    kind: 'Deployment',
    instanceName: 'literal',
    instances: [unit],
    members: [member(unit)],
  });
  const leader = units.get(name);
  if (leader === undefined) throw new Error(`${name} was not read`);
  const joined = Object.entries(setting.joins ?? {}).flatMap(([unit, as]) => {
    const facts = units.get(unit);
    return facts === undefined ? [] : [member(facts, as)];
  });
  const group: Group = {
    ...groupOf(leader),
    kind: setting.kind ?? 'Deployment',
    members: [member(leader), ...joined],
  };
  const groups = [
    group,
    ...[...units.values()]
      .filter((u) => u !== leader && !(u.unit.name.full in (setting.joins ?? {})))
      .map(groupOf),
  ];
  const surroundings: Surroundings = {
    decisions,
    groupOfContainer: (container) =>
      groups.find((g) => g.members.some((m) => containerNamesOf(m.unit).includes(container))) ??
      null,
    groupOfUnit: (unit) =>
      groups.find((g) => g.members.some((m) => m.unit.unit.name.full === unit)) ?? null,
    unitThatPublishes: () => null,
    volumeOfMount: () => null,
    workloadsWithVolume: () => [],
    workloadsAround: () => [],
    secondsBetweenRuns: () => null,
    suppliedFile: (path) => files.get(path) ?? null,
    etcdValue: () => null,
    unitThatAnnounces: () => null,
    reasonsForService: () => [],
    ...setting.around,
  };
  const placement = {
    affinity: null,
    nodeSelector: {},
    tolerations: [],
    topologySpread: null,
    priorityClassName: null,
  };
  const built = buildPod(group, placement, surroundings, (unit) => book.of(unit));
  return { built, findings: book.findings, accounts: () => book.close() };
}

function readUnits(
  texts: Readonly<Record<string, string>>,
  files: ReadonlyMap<string, string>,
  options: readonly string[],
  book: Book,
): ReadonlyMap<string, UnitFacts> {
  const inventory = readInventory(
    {
      units: Object.entries(texts).map(([name, text]) => ({
        path: name,
        name,
        source: createSource(name, text),
        unreadable: null,
      })),
      dropins: [],
      links: [],
      supplied: files,
    },
    [],
    { lenient: false },
    book,
  );
  const set = new Map(
    options
      .filter((o) => o.startsWith('set='))
      .map((o) => {
        const [name = '', ...value] = o.slice(4).split('=');
        return [name, value.join('=')];
      }),
  );
  return new Map(
    [...inventory.units, ...inventory.bareTemplates].map((unit) => {
      const notes = book.of(unit.name.full);
      const environment = environmentOf(unit, files, set, notes);
      return [
        unit.name.full,
        gatherFacts(unit, environment, execStepsOf(unit, environment, notes), notes),
      ];
    }),
  );
}
