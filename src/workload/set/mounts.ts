import { unescapeName } from '../../unit/name.ts';
import { sanitised, shortened } from '../container/pod-name.ts';
import type { Volume, VolumeSource } from '../pod.ts';
import { parseMountOptions } from '../storage/mount-options.ts';
import type { SupportObject } from '../workload.ts';
import type { Fate } from './outcomes.ts';
import { inSlot, type SetUnit } from './unit-set.ts';

/** What the `.mount` units of a set give to the Pods that use their paths (mapping B90–B98). */
export interface Mounts {
  /** The volume that holds a path of the machine, and the path below it; null: no mount of the set covers it. */
  volumeFor(hostPath: string): { readonly volume: Volume; readonly subPath: string | null } | null;
  /** PersistentVolumes and claims. */
  readonly objects: readonly SupportObject[];
  readonly fates: ReadonlyMap<string, Fate>;
}

interface Given {
  readonly where: string;
  /** null: the node keeps mounting it, and Pods take the path of the node (mapping B93). */
  readonly volume: Volume | null;
  readonly objects: readonly SupportObject[];
}

/** `.mount` and `.automount` units. */
export function mountsOf(units: readonly SetUnit[]): Mounts {
  const given: Given[] = [];
  const fates = new Map<string, Fate>();
  const mounts = new Map(units.filter(isMount).map((unit) => [unit.name.base, unit]));
  for (const unit of units) {
    if (!isMount(unit)) {
      fates.set(unit.id, settleAutomount(unit, mounts.get(unit.name.base) ?? null));
      continue;
    }
    const one = mountOf(unit);
    fates.set(unit.id, fateOf(one));
    if (one !== null) given.push(one);
  }
  const byPath = new Map(given.map((one) => [one.where, one]));
  return {
    volumeFor: (hostPath) => covering(hostPath, byPath),
    objects: given.flatMap(({ objects }) => objects),
    fates,
  };
}

const isMount = ({ name }: SetUnit): boolean => name.type === 'mount';

function fateOf(one: Given | null): Fate {
  if (one === null) return { outcome: 'needs-decision', into: null };
  const objects = one.objects.map(({ kind, name }) => ({ kind, name }));
  return one.volume === null
    ? { outcome: 'needs-decision', into: null }
    : { outcome: 'replaced', into: null, objects };
}

/** From the path up to its parents: the deepest mount counts. */
function covering(
  hostPath: string,
  byPath: ReadonlyMap<string, Given>,
): ReturnType<Mounts['volumeFor']> {
  for (let at = hostPath; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = byPath.get(at);
    if (found === undefined) continue;
    if (found.volume === null) return null;
    const rest = hostPath.slice(at.length).replace(/^\//, '');
    return { volume: found.volume, subPath: rest === '' ? null : rest };
  }
  return null;
}

const texts = (
  { facts }: SetUnit,
  slot: 'mount.what' | 'mount.where' | 'mount.type' | 'mount.options',
) => inSlot(facts.facts, slot);

function mountOf(unit: SetUnit): Given | null {
  const { notes, name } = unit;
  const where = texts(unit, 'mount.where').at(-1);
  const what = texts(unit, 'mount.what').at(-1);
  const path = `/${unescapeName(name.base).replace(/^\/+/, '')}`;
  if (where !== undefined && where.value.text.replace(/(?!^)\/+$/, '') !== path) {
    notes.say('bad-value', where.token, 'D10-01', {
      what: 'Where=',
      value: where.value.text,
      expected: `${path}, as the unit's name says`,
    });
    return null;
  }
  if (what === undefined) {
    notes.say('unit-does-not-load', null, 'B01a', { why: 'it has no What=' });
    return null;
  }
  const type = texts(unit, 'mount.type').at(-1)?.value.text ?? 'auto';
  const options = parseMountOptions(texts(unit, 'mount.options').at(-1)?.value.text ?? '');
  const settle = (rule: string, field: string): void => {
    for (const slot of ['mount.what', 'mount.where', 'mount.type', 'mount.options'] as const)
      for (const { token } of texts(unit, slot)) notes.settle(token, 'set', rule, { field });
  };
  const given = giveFor({ unit, path, what: what.value.text, type, options, settle });
  return { where: path, ...given };
}

interface Asked {
  readonly unit: SetUnit;
  readonly path: string;
  readonly what: string;
  readonly type: string;
  readonly options: ReturnType<typeof parseMountOptions>;
  readonly settle: (rule: string, field: string) => void;
}

type Answer = Omit<Given, 'where'>;

function giveFor(asked: Asked): Answer {
  const { type, options, unit, what, path } = asked;
  if (type === 'nfs' || type === 'nfs4') return networkFileSystem(asked);
  if (type === 'tmpfs') return memory(asked);
  if (options.bind) {
    asked.settle('B95', `volumes of the Pods that use ${path}`);
    unit.notes.say('not-needed', null, 'B95', {
      what: `the bind mount of ${what}`,
      why: `Pods that use ${path} mount ${what} of the node itself`,
    });
    return plain(path, { kind: 'host-path', path: what, type: null });
  }
  return ask(asked);
}

const volumeName = (path: string): string => shortened(sanitised(`mnt ${path}`), 63);

const plain = (path: string, source: VolumeSource): Answer => ({
  volume: { name: volumeName(path), source },
  objects: [],
});

/** mapping B90, A13 */
function networkFileSystem({ unit, path, what, type, options, settle }: Asked): Answer {
  const colon = what.indexOf(':');
  const [server, exported] = [what.slice(0, colon), what.slice(colon + 1)];
  const mountOptions = [...options.kept, ...(type === 'nfs4' ? ['nfsvers=4'] : [])];
  const readOnly = options.readOnly;
  if (mountOptions.length === 0) {
    settle('B90', `volumes of the Pods that use ${path}`);
    return plain(path, { kind: 'nfs', server, path: exported, readOnly });
  }
  const name = volumeName(path);
  settle('B90', `PersistentVolume/${name} spec`);
  unit.notes.say('not-needed', null, 'B90', {
    what: `the size of ${name}`,
    why: 'NFS does not look at it; 1Gi stands there because the API wants a number',
  });
  return {
    volume: { name, source: { kind: 'claim', claimName: name, readOnly } },
    objects: [
      {
        kind: 'PersistentVolume',
        name,
        size: '1Gi',
        accessMode: 'ReadWriteMany',
        nfs: { server, path: exported },
        mountOptions,
      },
      {
        kind: 'PersistentVolumeClaim',
        name,
        accessMode: 'ReadWriteMany',
        size: '1Gi',
        storageClassName: '',
        volumeName: name,
      },
    ],
  };
}

/** mapping B94 */
function memory({ unit, path, options, settle }: Asked): Answer {
  settle('B94', `volumes of the Pods that use ${path}`);
  unit.notes.say('differs', null, 'B94', {
    what: `the memory file system at ${path}`,
    how: 'each Pod gets one of its own, which counts against its memory limit; mode and owner are lost',
  });
  return plain(path, { kind: 'empty-dir', memory: true, sizeLimit: options.size });
}

/** mapping B92, B93, B96 */
function ask({ unit, path, what, type, settle }: Asked): Answer {
  settle('B93', `volumes of the Pods that use ${path}`);
  const disk = /^(\/dev\/|LABEL=|UUID=|PARTUUID=|PARTLABEL=)/.test(what);
  unit.notes.say(
    'decide',
    null,
    disk ? 'B93' : type.startsWith('cifs') || type === 'smb3' ? 'B92' : 'B96',
    {
      what: `${what} at ${path}`,
      question: disk
        ? 'Kubernetes does not mount a named disk: the node keeps mounting it, and Pods use its path. Is that so?'
        : `which driver mounts ${type}? Until then Pods use the path of the node`,
    },
  );
  return { volume: null, objects: [] };
}

/** mapping B98 */
function settleAutomount(unit: SetUnit, mount: SetUnit | null): Fate {
  for (const slot of ['mount.where', 'mount.options'] as const)
    for (const { token } of texts(unit, slot))
      unit.notes.settle(token, 'retired', 'B98', { why: 'the kubelet mounts volumes on demand' });
  unit.notes.say('retired', null, 'B98', {
    what: unit.id,
    by: 'the kubelet, which mounts volumes on demand',
  });
  return { outcome: 'retired', into: mount?.id ?? null };
}
