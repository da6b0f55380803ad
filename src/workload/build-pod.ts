import { createHash } from 'node:crypto';
import type { Decisions } from '../decision/options.ts';
import type { Notes } from '../finding/notes.ts';
import type { BuiltContainer } from './container/build-container.ts';
import { type BuiltMember, buildMember } from './container/build-member.ts';
import { keepsState } from './container/image.ts';
import { openBooks } from './container/pod-books.ts';
import { sanitised, shortened } from './container/pod-name.ts';
import { podSpecOf, withUniquePorts } from './container/pod-spec.ts';
import type { BuiltPod, Group, PodPlacement, Surroundings } from './group.ts';
import { servicesOf } from './network/services.ts';
import type { Container, Pod } from './pod.ts';
import { peersNameOf } from './set/names.ts';
import type { Service, SupportObject } from './workload.ts';

/**
 * The Pod of a group, the objects that it needs, and all findings about it. Pure: what it says goes to `notesOf`. Every
 * word, container fact and process directive of the members ends in an account (see `BuiltPod`).
 */
export function buildPod(
  group: Group,
  placement: PodPlacement,
  around: Surroundings,
  notesOf: (unit: string) => Notes,
): BuiltPod {
  const { decisions } = around;
  const books = openBooks(group, decisions);
  const members = group.members.map((member) =>
    buildMember(group, member, around, books, notesOf(member.unit.unit.name.full)),
  );
  const { containers, initContainers } = arranged(members);
  const all = members.flatMap((m) => [
    ...m.inits,
    ...(m.main === null ? [] : [m.main]),
    ...m.beside,
  ]);
  const leader = members[0];
  const notes = notesOf(group.members[0]?.unit.unit.name.full ?? group.name);
  const login = members.some((m) => m.login);
  const objects: readonly SupportObject[] = [
    ...members.flatMap((m, i) => memberServices(group, m, i, around, notesOf)),
    ...(group.kind === 'StatefulSet' ? [peersService(group, members[0] ?? null, decisions)] : []),
    ...books.files.objects(),
    ...books.secrets.objects(),
    ...(group.kind === 'StatefulSet'
      ? []
      : books.claims
          .claims()
          .map((claim) => ({ kind: 'PersistentVolumeClaim' as const, ...claim }))),
  ];
  const shared = [
    ...all.flatMap((b) => b.shared),
    ...books.etcd.objects(),
    ...(login ? [registrySecret()] : []),
  ];
  const spec = podSpecOf(group, placement, all, decisions, notes);
  const pod: Pod = {
    ...spec,
    annotations: {
      ...spec.annotations,
      ...configHash([...objects, ...shared], decisions.text('prefix') ?? 'fleetlift.dev'),
    },
    containers: withUniquePorts(containers),
    initContainers,
    volumes: books.volumes.volumes(),
    imagePullSecrets: login ? [registrySecret().name] : [],
    terminationGracePeriodSeconds: graceOf(members),
  };
  return {
    pod,
    objects,
    shared,
    claims: group.kind === 'StatefulSet' ? books.claims.claims() : [],
    image: leader?.main?.container.image ?? '',
    unresolved: all.find((b) => b.unresolved !== null)?.unresolved ?? null,
  };
}

/** Init members first, then sidecars, then the others with what ran before them (mapping B33, C33, D2-09). */
function arranged(members: readonly BuiltMember[]): {
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
} {
  const of = (as: string): readonly BuiltMember[] => members.filter((m) => m.member.as === as);
  const mainOf = ({ main, beside }: BuiltMember): readonly Container[] =>
    [main ?? [], beside].flat().map((built) => built.container);
  const initsOf = ({ inits }: BuiltMember): readonly Container[] => inits.map((b) => b.container);
  const before = [...of('init'), ...of('sidecar')].flatMap((m) => [...initsOf(m), ...mainOf(m)]);
  const own = of('container').flatMap((m) => [...initsOf(m), ...m.owners]);
  const mains = of('container').flatMap(mainOf);
  return { initContainers: [...before, ...own], containers: mains };
}

/** mapping D2-40c: the longest of the containers, and the sidecars after them. Never 0. */
function graceOf(members: readonly BuiltMember[]): number | null {
  const seconds = (as: string): readonly number[] =>
    members.flatMap((m) => (m.member.as === as && m.stopSeconds !== null ? [m.stopSeconds] : []));
  const mains = seconds('container');
  const sidecars = seconds('sidecar').reduce((sum, s) => sum + s, 0);
  if (mains.length === 0) return null;
  return Math.max(1, Math.max(...mains) + sidecars);
}

function memberServices(
  group: Group,
  { main, member }: BuiltMember,
  index: number,
  around: Surroundings,
  notesOf: (unit: string) => Notes,
): readonly SupportObject[] {
  if (main === null || member.as === 'init') return [];
  const unit = member.unit.unit.name.full;
  return servicesOf(group, around, {
    unit,
    name: index === 0 ? group.name : followerName(member.unit.unit.name),
    image: main.container.image,
    ports: main.ports,
    notes: notesOf(unit),
    hasReadiness: hasReadiness(main),
    aliases: main.network.aliases,
  });
}

/** mapping H10-15, B29: gives the Pods of a StatefulSet their host names; quorum software needs them before it is ready. */
function peersService(
  group: Group,
  leader: BuiltMember | null,
  { kubeVersion }: Decisions,
): Service {
  const declared = leader?.main?.ports.declared ?? [];
  return {
    kind: 'Service',
    name: peersNameOf(group.name, kubeVersion),
    selects: group.name,
    headless: true,
    publishNotReady: keepsState(leader?.main?.container.image ?? ''),
    type: 'ClusterIP',
    localTrafficOnly: false,
    ports: declared.map(({ container, protocol }) => ({
      name: `${protocol.toLowerCase()}-${container}`,
      port: container,
      targetPort: `${protocol.toLowerCase()}-${container}`,
      protocol,
      nodePort: null,
    })),
  };
}

const hasReadiness = ({ container }: BuiltContainer): boolean => container.readinessProbe !== null;

/** mapping H10-17 */
const followerName = ({
  prefix,
  instance,
  base,
}: {
  prefix: string;
  instance: string | null;
  base: string;
}): string => shortened(sanitised(instance === null ? base : prefix), 52);

/** mapping E1-07, H20-5: the server takes only JSON here. */
function registrySecret() {
  return {
    kind: 'Secret',
    name: 'registry-login',
    type: 'kubernetes.io/dockerconfigjson',
    stringData: { '.dockerconfigjson': '{"auths":{}}' },
  } as const;
}

/** mapping H20-10: Pods are replaced when a ConfigMap of ours changes. */
function configHash(
  objects: readonly SupportObject[],
  prefix: string,
): Readonly<Record<string, string>> {
  const configs = objects.filter((o) => o.kind === 'ConfigMap');
  if (configs.length === 0) return {};
  const text = JSON.stringify(
    configs.map((c) => [c.name, Object.entries(c.data), Object.entries(c.binaryData)]),
  );
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { [`${prefix}/config-hash`]: hash };
}
