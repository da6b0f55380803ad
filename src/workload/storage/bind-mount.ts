import { isSecret } from '../../finding/secret.ts';
import { templateOf } from '../../source/logical-text.ts';
import { keepsState } from '../container/image.ts';
import type { Scope } from '../container/scope.ts';
import { withInstance } from '../environment/instance-text.ts';
import { plainText, rewrittenText } from '../environment/pod-text.ts';
import type { HostPathType, VolumeMount } from '../pod.ts';
import { cleanPath, type HostPathKind, kindOfHostPath } from './host-path.ts';
import { lastPart, mounted, type Wish } from './mount.ts';

/** `-v /host:/ctr`, mapping E5-01, H40, G80 – G82. */
export function bindMount(scope: Scope, wanted: Wish): VolumeMount | null {
  const { use, token } = wanted;
  if (use.source === null) return null;
  const text = withInstance(scope.group, use.source);
  const parts = templateOf(text);
  if (parts.some((part) => typeof part !== 'string' && part.kind === 'symbol'))
    return symbolicPath(scope, wanted);
  if (!text.text.startsWith('/') && parts.every((part) => typeof part === 'string')) {
    scope.notes.say('bad-value', token, 'E5-22', {
      what: 'the source of a volume',
      value: text.text,
      expected: 'an absolute path: docker refuses another',
    });
    return null;
  }
  const about = { token, rule: 'E5-22', what: 'the source of a volume', variable: null };
  const written = plainText(scope, text, about);
  const path = cleanPath(written);
  const mount = scope.around.volumeOfMount(path);
  if (mount === null) return pathMount(scope, wanted, path, written);
  const { volume, subPath } = mount;
  const name = scope.volumes.use(volume.name, `mount:${volume.name}`, volume.source);
  return mounted(scope, wanted, name, { subPath });
}

/** A path that no `.mount` unit covers, by what it looks like. */
function pathMount(scope: Scope, wanted: Wish, path: string, written: string): VolumeMount | null {
  const kind = kindOfHostPath(path, wanted.target);
  switch (kind.kind) {
    case 'docker':
      return dockerPath(scope, wanted, path);
    case 'journal':
      return journal(scope, wanted, path);
    case 'control':
    case 'kubelet-owned':
      return leftOut(scope, wanted, path, kind);
    case 'timezone':
    case 'docker-data':
    case 'system':
      return systemPath(scope, wanted, path, kind.kind);
    case 'file':
      return hostFile(scope, wanted, path);
    case 'scratch':
      return scratch(scope, wanted, path);
    case 'data':
    case 'content':
      return data(scope, wanted, path, kind.kind, written.length > 1 && written.endsWith('/'));
  }
}

/** mapping G81, G82 */
function leftOut(
  { notes }: Scope,
  { token }: Wish,
  path: string,
  kind: Extract<HostPathKind, { kind: 'control' | 'kubelet-owned' }>,
): null {
  const what = `the mount of ${path}`;
  if (kind.kind === 'control')
    notes.say('unsupported', token, 'G81', { what, why: `a Pod does not control ${kind.what}` });
  else
    notes.say('not-needed', token, 'G82', {
      what,
      why: 'the kubelet writes this file in every container, and has none of the lines of the machine',
    });
  return null;
}

/** mapping G88 */
function journal({ notes }: Scope, { token }: Wish, path: string): null {
  notes.say('decide', token, 'G88', {
    what: `the mount of ${path}`,
    question:
      'the logs of containers are not in the journal but in files under /var/log/pods: which agent of the cluster reads those?',
  });
  return null;
}

const QUESTIONS = {
  timezone: 'nodes may have another time zone: set the variable TZ if the program needs it',
  'docker-data': "docker's own directory is not on the nodes: what is it read for?",
} as const;

/** mapping G82 */
function systemPath(
  scope: Scope,
  wanted: Wish,
  path: string,
  kind: 'timezone' | 'docker-data' | 'system',
): VolumeMount {
  const what = `the mount of ${path}`;
  if (kind === 'system')
    scope.notes.say('carried-over', wanted.token, 'G82', {
      what,
      as: 'a hostPath: the namespace has to admit privileged Pods',
    });
  else scope.notes.say('decide', wanted.token, 'G82', { what, question: QUESTIONS[kind] });
  return hostPath(scope, wanted, path, null);
}

/** mapping G80 */
function dockerPath(scope: Scope, wanted: Wish, path: string): VolumeMount | null {
  const mountsIt = scope.around.decisions.isOn('allow-docker-sock');
  scope.notes.say('runtime-socket', wanted.token, 'G80', { path, mounted: mountsIt });
  if (!mountsIt) return null;
  return hostPath(scope, wanted, path, path.endsWith('.sock') ? 'Socket' : 'File');
}

/** mapping H40-3, H20-8 */
function hostFile(scope: Scope, wanted: Wish, path: string): VolumeMount {
  const content = scope.around.suppliedFile(path);
  if (content === null) {
    scope.notes.say('host-file', wanted.token, 'H40-3', { path, target: wanted.target });
    return hostPath(scope, wanted, path, 'File');
  }
  const key = lastPart(path);
  const secret = /\.(pem|key)$/i.test(path) || isSecret(key, content);
  const name = secret ? scope.files.putSecret(key, content) : scope.files.put(key, content);
  const source = {
    kind: secret ? ('secret' as const) : ('config-map' as const),
    name,
    optional: false,
  };
  if (secret) scope.notes.say('secret-moved', wanted.token, 'H20-8', { name: path, secret: name });
  if (!wanted.use.readOnly)
    scope.notes.say('differs', wanted.token, 'H20-8', {
      what: `the file ${wanted.target}`,
      how: `it is of a ${secret ? 'Secret' : 'ConfigMap'}, which nothing writes; docker let the container write to ${path}`,
    });
  const volume = scope.volumes.use('files', `files:${name}`, source);
  return mounted(scope, wanted, volume, { subPath: key });
}

/** mapping H40-6: two containers of the Pod that shared it share the empty directory (H40-7). */
function scratch(scope: Scope, wanted: Wish, path: string): VolumeMount {
  scope.notes.say('scratch-volume', wanted.token, 'H40-6', { path, target: wanted.target });
  const source = { kind: 'empty-dir', memory: false, sizeLimit: null } as const;
  return mounted(scope, wanted, scope.volumes.use(lastPart(path), `empty:${path}`, source));
}

/** mapping H40-4, H40-5 */
function data(
  scope: Scope,
  wanted: Wish,
  path: string,
  kind: 'data' | 'content',
  trailingSlash: boolean,
): VolumeMount {
  const image = scope.ledger.peek('container.image')?.text ?? '';
  const stateful = kind === 'data' || keepsState(image);
  const claim = stateful ? scope.around.decisions.text('pvc') : null;
  if (claim !== null) {
    scope.notes.say('host-data', wanted.token, 'H40-4', { path, target: wanted.target });
    return mounted(scope, wanted, scope.claims.use(lastPart(path), path));
  }
  const code = stateful ? 'host-data' : 'host-directory';
  scope.notes.say(code, wanted.token, stateful ? 'H40-4' : 'H40-5', {
    path,
    target: wanted.target,
  });
  return hostPath(scope, wanted, path, typeOf(scope, wanted, path, trailingSlash));
}

/** mapping H40-9, H40-10, G83: a kind only where the unit shows it. */
function typeOf(scope: Scope, wanted: Wish, path: string, slash: boolean): HostPathType | null {
  if (/\.sock$/.test(path)) return 'Socket';
  const special = /^\/(etc|var\/run|run)(\/|$)/.test(path);
  const below = scope.ledger
    .many('container.volume')
    .some(({ value }) => value.kind === 'bind' && value.source?.text.startsWith(`${path}/`));
  const isDirectory = slash || below || scope.madeByPre.has(path) || isDataDirectory(scope, wanted);
  if (!isDirectory) return null;
  if (wanted.use.mustExist) return 'Directory';
  return special ? null : 'DirectoryOrCreate';
}

/** Where well-known software keeps its data: a bind there is a directory. */
const DATA_DIRECTORY =
  /^\/(var\/lib\/(mysql|postgresql(\/data)?|mongodb|cassandra|elasticsearch|rabbitmq|influxdb|grafana|neo4j|zookeeper|registry|docker-registry|jenkins)|data\/db|var\/jenkins_home|usr\/share\/elasticsearch\/data)$/;

function isDataDirectory(scope: Scope, { target }: Wish): boolean {
  const image = scope.ledger.peek('container.image')?.text ?? '';
  return DATA_DIRECTORY.test(target) && keepsState(image);
}

function hostPath(
  scope: Scope,
  wanted: Wish,
  path: string,
  type: HostPathType | null,
): VolumeMount {
  const name = scope.volumes.use(lastPart(path), `host:${path}:${type ?? ''}`, {
    kind: 'host-path',
    path,
    type,
  });
  return mounted(scope, wanted, name);
}

/** mapping H40-8: `/data/%i` mounts `/data` and says the rest as `subPathExpr`. */
function symbolicPath(scope: Scope, wanted: Wish): VolumeMount | null {
  const { use, token } = wanted;
  if (use.source === null) return null;
  const about = { token, rule: 'H40-8', what: 'the source of a volume', variable: null };
  const text = rewrittenText(scope, use.source, about);
  const at = text.lastIndexOf('/', text.indexOf('$('));
  const path = cleanPath(text.slice(0, Math.max(at, 0)) || '/');
  const subPathExpr = text.slice(at + 1).replace(/\/+$/, '');
  scope.notes.say('carried-over', token, 'H40-8', {
    what: `the part ${subPathExpr} of the source of ${wanted.target}`,
    as: 'a path below the mounted one that each Pod fills in',
  });
  const name = scope.volumes.use(lastPart(path), `host:${path}:`, {
    kind: 'host-path',
    path,
    type: null,
  });
  return mounted(scope, wanted, name, { subPathExpr });
}
