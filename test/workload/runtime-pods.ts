import { normalize } from 'node:path/posix';
import { type RecordedCase, wordsOf } from './runtime-cases.ts';

/** Pods without what a recording cannot have in common with ours: names, and the frame of the recording. */
export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** What every recorded Pod has, so that it stands for nothing unless the case names it. */
const FRAME: ReadonlySet<string> = new Set([
  'containers',
  'volumes',
  'restartPolicy',
  'nodeName',
  'enableServiceLinks',
  'automountServiceAccountToken',
  'terminationGracePeriodSeconds',
  'securityContext',
]);

/** What the kubelet makes of a text: `$$` is `$`, a name it knows stays a mark (mapping H31). */
const rewritten = (text: unknown, names: ReadonlySet<string>): unknown =>
  typeof text !== 'string'
    ? text
    : text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
        name === undefined ? '$' : names.has(name) ? `<${name}>` : whole,
      );

function argvOf(container: Fields, names: ReadonlySet<string>): Fields {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const argv = [...list(container.command), ...list(container.args)];
  return {
    entrypoint: container.command === undefined ? 'image' : 'own',
    argv: argv.map((word) => rewritten(word, names)),
  };
}

/** What a case is about. */
export interface Subject {
  /** Fields of the frame that its Pod names. */
  readonly named: ReadonlySet<string>;
  /** Clean paths of the host that the recording shares with the command line; it had directories of its own too. */
  readonly paths: ReadonlySet<string>;
}

/** Volumes stand where they are mounted. */
export function comparable(container: Fields, spec: Fields, { named, paths }: Subject): unknown {
  const volumes = new Map(listOf(spec.volumes).map((volume) => [volume.name, volume]));
  const env = listOf(container.env);
  const names = new Set(env.map((variable) => String(variable.name)));
  const { name: _, image, imagePullPolicy, command, args, ...fields } = container;
  return sorted({
    ...fields,
    ...argvOf(container, names),
    ...(named.has('imagePullPolicy') && { imagePullPolicy }),
    env: env.map((variable) => ({ ...variable, value: rewritten(variable.value, names) })),
    ports: listOf(container.ports).map((port) => ({ protocol: 'TCP', ...port, name: null })),
    volumeMounts: listOf(container.volumeMounts).map((mount) => ({
      ...mount,
      mountPropagation: mount.mountPropagation === 'None' ? null : mount.mountPropagation,
      mountPath: String(mount.mountPath).replace(/(?<=.)\/$/, ''),
      name: sourceOf(volumes.get(mount.name) ?? {}, paths),
    })),
    pod: podFields(spec, named),
  });
}

/** `type` depends on what the machine has there (mapping H40-9). */
function sourceOf({ name: _, ...source }: Fields, paths: ReadonlySet<string>): unknown {
  if (!isObject(source.hostPath)) return source;
  const path = cleanPath(String(source.hostPath.path));
  return { hostPath: paths.has(path) ? path : 'another path' };
}

const cleanPath = (path: string): string => normalize(path).replace(/(?<=.)\/$/, '');

/** What the comparison with a recorded Pod is about. */
export function subjectOf(recorded: RecordedCase): Subject {
  const { container, pod } = recorded.pod;
  const fields = [container, pod].flatMap((part) => (isObject(part) ? Object.keys(part) : []));
  const line = wordsOf(recorded).join(' ');
  const paths = listOf(isObject(pod) ? pod.volumes : null).flatMap(({ hostPath }) =>
    isObject(hostPath) && line.includes(String(hostPath.path)) ? [String(hostPath.path)] : [],
  );
  return {
    named: new Set(
      fields.filter((field) => !['containers', 'volumes', 'securityContext'].includes(field)),
    ),
    paths: new Set(paths.map(cleanPath)),
  };
}

function podFields(spec: Fields, named: ReadonlySet<string>): Fields {
  const own = Object.entries(spec).filter(([key]) => !FRAME.has(key) || named.has(key));
  const context = isObject(spec.securityContext) ? spec.securityContext : {};
  return {
    ...Object.fromEntries(own),
    dnsPolicy: spec.dnsPolicy === 'ClusterFirst' ? null : spec.dnsPolicy,
    securityContext: { seccompProfile: { type: 'RuntimeDefault' }, ...context },
  };
}

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
