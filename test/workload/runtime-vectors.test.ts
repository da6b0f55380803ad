import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderPodSpec } from '../../src/manifest/render/pod.ts';
import type { BuiltPod } from '../../src/workload/group.ts';
import { podOf } from './pod-harness.ts';
import { REASONS } from './runtime-reasons.ts';

/**
 * What docker made of a command line and the Pod in which a process saw the same, both really run (test/vectors/runtime).
 * Each command line goes through the whole pipeline; one of the Pods recorded for it has to be ours, or a reason stands
 * in runtime-reasons.ts.
 */
interface Case {
  readonly rule: string;
  readonly case: string;
  readonly docker_args: readonly string[];
  readonly pod: { readonly container?: unknown; readonly pod?: unknown };
}

type Fields = Readonly<Record<string, unknown>>;

const cases = readFileSync(new URL('../vectors/runtime/docker.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

/** Words up to what was done afterwards. */
const wordsOf = (c: Case): readonly string[] => {
  const end = c.docker_args.findIndex((word) => word.startsWith('; '));
  return end < 0 ? c.docker_args : c.docker_args.slice(0, end);
};

/** As systemd reads it back. */
const quoted = (word: string): string =>
  `"${word
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\$/g, '$$$$')
    .replace(/%/g, '%%')
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the recorded words hold them
      /[\x00-\x1f\x7f]/g,
      (x) => `\\x${x.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )}"`;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Is a whole Pod recorded, not a sentence about one? */
const isComparable = (c: Case): boolean =>
  isWhole(c.pod) && wordsOf(c).some((word) => /localhost\//.test(word));

const isWhole = (pod: Case['pod']): boolean =>
  (isObject(pod.container) || isObject(pod.pod)) &&
  !JSON.stringify(pod).includes('"envFrom":"') &&
  !/"(volumeMounts|ports|env|capabilities|exec)":"/.test(JSON.stringify(pod));

const commandLines = new Map<string, Case[]>();
for (const c of cases.filter(isComparable)) {
  const key = JSON.stringify([/attached/.test(c.case), ...wordsOf(c)]);
  commandLines.set(key, [...(commandLines.get(key) ?? []), c]);
}

/** What the kubelet makes of a text: `$$` is `$`, a name it knows stays a mark (mapping H31). */
const rewritten = (text: unknown, names: ReadonlySet<string>): unknown =>
  typeof text !== 'string'
    ? text
    : text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
        name === undefined ? '$' : names.has(name) ? `<${name}>` : whole,
      );

function argvOf(c: Fields, names: ReadonlySet<string>): Fields {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const argv = [...list(c.command), ...list(c.args)].map((word) => rewritten(word, names));
  return { entrypoint: c.command === undefined ? 'image' : 'own', argv };
}

/** Names and the frame of the recording taken away; volumes put where they are mounted. */
function comparable(container: Fields, spec: Fields): unknown {
  const volumes = new Map(
    (Array.isArray(spec.volumes) ? spec.volumes : []).map((v: Fields) => [v.name, v]),
  );
  const env = Array.isArray(container.env) ? (container.env as readonly Fields[]) : [];
  const names = new Set(env.map((e) => String(e.name)));
  const mounts = Array.isArray(container.volumeMounts) ? container.volumeMounts : [];
  const ports = Array.isArray(container.ports) ? container.ports : [];
  const { name, image, imagePullPolicy, command, args, ...fields } = container;
  return sorted({
    ...fields,
    ...argvOf(container, names),
    env: env.map((e) => ({ ...e, value: rewritten(e.value, names) })),
    ports: ports.map((p: Fields) => ({ protocol: 'TCP', ...p, name: null })),
    volumeMounts: mounts.map((m: Fields) => ({
      ...m,
      mountPropagation: m.mountPropagation === 'None' ? null : m.mountPropagation,
      mountPath: String(m.mountPath).replace(/(?<=.)\/$/, ''),
      name: withoutType(volumes.get(m.name) ?? {}),
    })),
    pod: podFields(spec),
  });
}

/** The recording has fresh directories on both sides, so neither path nor `type` can be compared (mapping H40-9). */
function withoutType({ name: _, ...source }: Fields): unknown {
  return isObject(source.hostPath) ? { hostPath: 'a path of the host' } : source;
}

function podFields(spec: Fields): Fields {
  const own = Object.entries(spec).filter(([key]) => !FRAME.has(key));
  const security = isObject(spec.securityContext) ? spec.securityContext : {};
  const { supplementalGroupsPolicy, ...context } = security;
  return {
    ...Object.fromEntries(own),
    dnsPolicy: spec.dnsPolicy === 'ClusterFirst' ? null : spec.dnsPolicy,
    securityContext: { seccompProfile: { type: 'RuntimeDefault' }, ...context },
  };
}

const FRAME = new Set([
  'containers',
  'volumes',
  'restartPolicy',
  'nodeName',
  'enableServiceLinks',
  'automountServiceAccountToken',
  'terminationGracePeriodSeconds',
  'securityContext',
]);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined && v !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, v]) => [key, sorted(v)]),
  );
}

/** The recording tried what the contract leaves to options as well. */
const OPTIONS = [
  [],
  ['hostports'],
  ['no-reserve'],
  ['cpu-requests'],
  ['unsafe-sysctls'],
  ['no-tty'],
  ['allow-docker-sock'],
  ['dns-host=default'],
  ['seccomp=unconfined'],
];

function ours(c: Case, options: readonly string[]): BuiltPod {
  const detached = /attached/.test(c.case) ? '' : '-d ';
  const unit = `[Service]\nRestart=always\nEnvironment=WBSET=fromclient\nExecStart=/usr/bin/docker run ${detached}${wordsOf(c).map(quoted).join(' ')}\n`;
  const { built, accounts } = podOf(unit, { options });
  expect(accounts().length).toBeGreaterThan(1);
  return built;
}

function rendered({ pod }: BuiltPod): unknown {
  const spec = renderPodSpec({ name: 'web', pod, controller: { kind: 'Deployment' } } as never);
  const [first] = Array.isArray(spec.containers) ? spec.containers : [];
  return comparable(isObject(first) ? first : {}, spec);
}

const recorded = ({ pod }: Case): unknown =>
  comparable(isObject(pod.container) ? pod.container : {}, isObject(pod.pod) ? pod.pod : {});

describe('docker run as recorded', () => {
  const lines = [...commandLines.values()];
  const title = (group: readonly Case[]): string => group.map((c) => c.case).join(' / ');

  it('has command lines to compare', () => {
    expect(lines.length).toBeGreaterThan(300);
  });

  it.each(lines.map((group) => [title(group), group] as const))('%s', (_, group) => {
    const [first] = group;
    if (first === undefined) throw new Error('an empty group');
    const pods = OPTIONS.map((options) => rendered(ours(first, options)));
    const texts = new Set(pods.map((pod) => JSON.stringify(pod)));
    const same = group.find((c) => texts.has(JSON.stringify(recorded(c))));
    const reason = group.map((c) => REASONS[c.case]).find((r) => r !== undefined);
    if (reason !== undefined) expect(same?.case, `no longer differs: ${reason}`).toBeUndefined();
    else expect(same === undefined ? pods[0] : recorded(same)).toEqual(recorded(same ?? first));
  });

  it('knows every case that it gives a reason for', () => {
    const known = new Set(cases.map((c) => c.case));
    expect(Object.keys(REASONS).filter((name) => !known.has(name))).toEqual([]);
  });
});
