import { qualifiedImage } from '../container/image.ts';
import { memoryQuantity } from '../container/quantity.ts';
import { containerField, type Scope } from '../container/scope.ts';
import { plainText } from '../environment/pod-text.ts';
import type { VolumeMount } from '../pod.ts';
import { bindMount } from './bind-mount.ts';
import { anonymousVolume, dockerVolume } from './docker-volume.ts';
import { lastPart, mounted, type Wish, wish } from './mount.ts';
import { volumesFrom } from './volumes-from.ts';

/** mapping E5: every volume flag of a container becomes one mount, or a finding that says why not. */
export function mountsOf(scope: Scope): readonly VolumeMount[] {
  const mounts = new Map<string, VolumeMount>();
  for (const wish of wishesOf(scope)) {
    if (mounts.has(wish.target) && wish.owner !== null) continue;
    if (mounts.has(wish.target)) {
      scope.notes.say('bad-value', wish.token, 'E5-22', {
        what: 'a volume',
        value: wish.target,
        expected: 'each target once: docker refuses the second',
      });
      continue;
    }
    const mount = mountFor(scope, wish);
    if (mount !== null) mounts.set(wish.target, mount);
  }
  volumeDriver(scope);
  const shm = sharedMemory(scope, mounts);
  return [...mounts.values(), ...(shm === null ? [] : [shm])];
}

/** mapping E5-14: it is asked for with each volume that it would make. */
function volumeDriver(scope: Scope): void {
  const said = scope.ledger.one('container.volume-driver');
  if (said === null) return;
  const makes = scope.ledger
    .many('container.volume')
    .some(({ value }) => value.kind === 'volume' && value.driver === null);
  if (makes)
    scope.notes.settle(said.token, 'needs-decision', said.rule, { why: 'see its volumes' });
  else scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'no volume needs it' });
}

function wishesOf(scope: Scope): readonly Wish[] {
  const own = scope.ledger.many('container.volume').flatMap((said) => wish(scope, said, null));
  return [...own, ...volumesFrom(scope)];
}

function mountFor(scope: Scope, wanted: Wish): VolumeMount | null {
  switch (wanted.use.kind) {
    case 'bind':
      return bindMount(scope, wanted);
    case 'volume':
      return dockerVolume(scope, wanted);
    case 'anonymous':
      return anonymousVolume(scope, wanted);
    case 'tmpfs':
      return temporary(scope, wanted);
    case 'image':
      return imageVolume(scope, wanted);
  }
}

/** mapping E5-11, H40-12 */
function temporary(scope: Scope, wanted: Wish): VolumeMount {
  const { size, mode, owner } = wanted.use;
  const sizeLimit = size === null ? null : memoryQuantity(size);
  const name = scope.volumes.use(
    lastPart(wanted.target),
    `tmpfs:${scope.container}:${wanted.target}`,
    {
      kind: 'empty-dir',
      memory: true,
      sizeLimit,
    },
  );
  scope.notes.say('carried-over', wanted.token, 'E5-11', {
    what: `the tmpfs at ${wanted.target}`,
    as: `an empty directory in memory: programs in it may be run, ${size === null ? 'it may take all memory of the Pod instead of a part of that of the machine, ' : ''}and it counts against the memory limit`,
  });
  if (owner !== null)
    scope.notes.say('differs', wanted.token, 'E5-11', {
      what: `the owner ${owner} of ${wanted.target}`,
      how: 'an empty directory is of root and open to all',
    });
  if (mode !== null && !/^0?1777$/.test(mode))
    scope.notes.say('differs', wanted.token, 'E5-11', {
      what: `the mode ${mode} of ${wanted.target}`,
      how: 'an empty directory has mode 1777',
    });
  return mounted(scope, wanted, name);
}

/** mapping E5-12 */
function imageVolume(scope: Scope, wanted: Wish): VolumeMount | null {
  const about = { token: wanted.token, rule: 'E5-12', what: 'an image volume', variable: null };
  const text = wanted.use.source === null ? '' : plainText(scope, wanted.use.source, about);
  const reference = qualifiedImage(text);
  if (reference === null) {
    scope.notes.say('bad-image', wanted.token, 'E5-12', { image: text });
    return null;
  }
  const name = scope.volumes.use(lastPart(wanted.target), `image:${reference}`, {
    kind: 'image',
    reference,
    pullPolicy: 'IfNotPresent',
  });
  return { ...mounted(scope, wanted, name), readOnly: true };
}

/** mapping E5-17 */
function sharedMemory(scope: Scope, mounts: ReadonlyMap<string, VolumeMount>): VolumeMount | null {
  const said = scope.ledger.one('container.shm-size');
  if (said === null) return null;
  const { value, token, rule } = said;
  if (mounts.has('/dev/shm')) {
    scope.notes.settle(token, 'no-effect', rule, { why: 'another volume is mounted at /dev/shm' });
    return null;
  }
  const name = scope.volumes.use('dshm', `shm:${scope.container}`, {
    kind: 'empty-dir',
    memory: true,
    sizeLimit: memoryQuantity(value),
  });
  scope.notes.settle(token, 'set', rule, {
    field: containerField(scope, 'volumeMounts[/dev/shm]'),
  });
  const limit = scope.ledger.peek('container.memory-limit');
  if (limit !== null && value > limit)
    scope.notes.say('differs', token, 'E5-17', {
      what: '--shm-size',
      how: 'it is larger than the memory limit, which caps it',
    });
  return {
    name,
    mountPath: '/dev/shm',
    readOnly: false,
    subPath: null,
    subPathExpr: null,
    mountPropagation: null,
  };
}
