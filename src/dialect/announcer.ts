import { type Hole, holesOf, type LogicalText } from '../source/logical-text.ts';
import { bareImage } from './host/retired.ts';
import { type RoleOf, rolesOf } from './part.ts';
import type { AnnouncedKey, Check, Role, UnitFacts } from './role.ts';

/** A unit that tells others where another unit is (mapping G50), or a unit that does so about itself (G51). */
export interface Announcer {
  /** It does nothing else: a Service takes its place (G50, G59a). Else only its announcing lines go (G51, G59b). */
  readonly only: boolean;
  /** What it writes, in order. */
  readonly keys: readonly AnnouncedKey[];
  /** What may be announced, the likeliest first (G50a). */
  readonly candidates: readonly Candidate[];
  /** A port that it told; `looked-up`: the port of the container (G52), `literal`: one of the host (G53). */
  readonly ports: readonly AnnouncedPort[];
  /** What it asked before it wrote (G45), and how often. */
  readonly check: Check | null;
  readonly intervalSeconds: number | null;
  readonly ttlSeconds: number | null;
}

export type Candidate =
  | { readonly kind: 'unit'; readonly name: string }
  /** Name of a container that it looks at. */
  | { readonly kind: 'container'; readonly name: string };

export interface AnnouncedPort {
  readonly port: number;
  readonly how: 'looked-up' | 'literal';
}

/** Roles that an announcer may have besides (mapping G50): looking, waiting, noise. */
const BESIDE: ReadonlySet<Role['kind']> = new Set<Role['kind']>([
  'announce',
  'housekeeping',
  'look-up-container',
  'wait',
  'sleep',
  'exec-in-container',
  'pull-image',
  'stop-container',
  'control-unit',
]);

/** null: it announces nothing. */
export function announcerOf(facts: UnitFacts): Announcer | null {
  const roles = facts.steps.flatMap((step) => step.roles);
  const written = rolesOf(roles, 'announce').filter((role) => !role.withdraw);
  const containers = rolesOf(roles, 'container');
  const registers = containers.filter(isRegistering);
  if (written.length === 0 && registers.length === 0) return null;
  const looped = written.find((role) => role.check !== null) ?? written[0];
  return {
    only:
      containers.length === registers.length &&
      roles.every((role) => role.kind === 'container' || BESIDE.has(role.kind)),
    keys: written.flatMap((role) => role.keys),
    candidates: candidatesOf(facts, roles),
    ports: portsOf(roles, written),
    check: looped?.check ?? null,
    intervalSeconds: looped?.intervalSeconds ?? null,
    ttlSeconds: looped?.ttlSeconds ?? null,
  };
}

const REGISTERING_IMAGE =
  /(^|\/)(vctl|ctlc)$|regist(er|rar|ration)\b|announc|sidekick|[-/]presence\b/;

/** mapping G50b: a container that registers counts as a command that does. */
function isRegistering({ facts }: RoleOf<'container'>): boolean {
  const image = facts.findLast((f) => f.slot === 'container.image')?.value.text ?? '';
  const args = facts.flatMap((f) => (f.slot === 'container.args' ? [f.value.text] : [])).join(' ');
  const name = bareImage(image);
  if (REGISTERING_IMAGE.test(name)) return true;
  return (
    /curl|busybox|alpine/.test(name) &&
    /\/v2\/keys\/|\/v1\/(agent|catalog|kv)\//.test(args) &&
    /PUT|POST|DELETE/.test(args)
  );
}

const INFRASTRUCTURE =
  /^(early-)?(docker|etcd\d?|etcd-member|fleet|flanneld|network(-online)?|systemd-\w+|consul|skydns|registrator|vulcand)\.(service|target|socket)$/;

/** mapping G50a. Units that are only infrastructure are skipped where the contract says so. */
function candidatesOf(facts: UnitFacts, roles: readonly Role[]): readonly Candidate[] {
  const related = (how: string): readonly string[] =>
    facts.facts.flatMap((f) =>
      f.slot === 'unit.relation' && f.value.how === how ? [f.value.unit] : [],
    );
  const machineOf = facts.unit.fleetOptions.flatMap(({ key, value }) =>
    /^(X-Condition)?MachineOf$/.test(key) ? [value.text] : [],
  );
  const bound = related('BindsTo');
  const after = related('After').filter(isPeer);
  const looked = rolesOf(roles, 'look-up-container').flatMap(({ target }) =>
    target === null ? [] : [target.text],
  );
  const entered = rolesOf(roles, 'exec-in-container').map(({ container }) => container.text);
  const unit = (name: string): Candidate => ({ kind: 'unit', name });
  const all = [
    ...bound.filter((name) => machineOf.includes(name)).map(unit),
    ...bound.filter(isPeer).map(unit),
    ...machineOf.map(unit),
    ...[...entered, ...looked].map((name): Candidate => ({ kind: 'container', name })),
    ...related('PartOf').filter(isPeer).map(unit),
    ...related('Requires').filter(isPeer).map(unit),
    ...(after.length === 1 ? after.map(unit) : []),
    ...withoutSuffix(facts).map(unit),
  ];
  return [...new Map(all.map((c) => [`${c.kind} ${c.name}`, c])).values()];
}

const isPeer = (name: string): boolean => name.endsWith('.service') && !INFRASTRUCTURE.test(name);

const SUFFIX =
  /-(proxy-announce|announcer?|discovery|sidekick|register|registrar|presence|reg|sk)$/;

function withoutSuffix({ unit }: UnitFacts): readonly string[] {
  const { prefix, instance, type } = unit.name;
  if (!SUFFIX.test(prefix)) return [];
  const leader = prefix.replace(SUFFIX, '');
  return instance === null
    ? [`${leader}.${type}`]
    : [`${leader}@${instance}.${type}`, `${leader}.${type}`];
}

/** mapping G52, G53 */
function portsOf(
  roles: readonly Role[],
  written: readonly RoleOf<'announce'>[],
): readonly AnnouncedPort[] {
  const texts = written.flatMap(({ keys }) => keys.flatMap(({ key, value }) => [value ?? key]));
  const looked = [
    ...rolesOf(roles, 'look-up-container').map(({ port }) => port),
    ...texts.flatMap((text) => holesOf(text).map(lookedUpPort)),
  ];
  const ports = [
    ...looked.map((port) => ({ port, how: 'looked-up' as const })),
    ...texts.map((text) => ({ port: literalPort(text), how: 'literal' as const })),
  ];
  const known = ports.flatMap(({ port, how }) => (port === null ? [] : [{ port, how }]));
  return [...new Map(known.map((p) => [p.port, p] as const)).values()];
}

/** `$(docker port NAME 80 | cut …)` */
function lookedUpPort(unknown: Hole): number | null {
  if (unknown.kind !== 'unknown') return null;
  const match =
    /docker port\s+\S+\s+(\d{1,5})/.exec(unknown.was) ??
    /\(index[^)]*"(\d{1,5})\/tcp"\)/.exec(unknown.was);
  return match === null ? null : Number(match[1]);
}

/** `HOST:8080`, `http://HOST:80/`, `{"port": 8080}`: the last part counts. */
function literalPort({ text }: LogicalText): number | null {
  const match = /"port"\s*:\s*"?(\d{1,5})/i.exec(text) ?? /[^\s:/]:(\d{2,5})(?![\d.:])/.exec(text);
  const port = Number(match?.[1]);
  return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : null;
}
