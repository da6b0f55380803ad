import { child, children, flag, has, type Place, pathOf, text } from './place.ts';
import type { PodAround } from './pod-around.ts';
import type { Check } from './problem.ts';
import { quantityOf } from './quantity.ts';

const NAMED = [
  ['configMap', 'name'],
  ['secret', 'secretName'],
] as const;

export function checkVolume(volume: Place, check: Check): void {
  const sources = Object.keys(volume.value).filter((field) => field !== 'name');
  if (sources.length > 1) check.say(volume.path, 'H6', 'must have one source');
  const limit = child(volume, 'emptyDir')?.value.sizeLimit;
  if (typeof limit === 'string' && (quantityOf(limit) ?? 0) < 0)
    check.say(volume.path, 'H40-12', 'sizeLimit must be at least 0');
  for (const [source, name] of NAMED) {
    const place = child(volume, source);
    if (place !== null && !has(place, name)) check.say(pathOf(place, name), 'H104', 'is required');
  }
  const image = child(volume, 'image');
  if (image !== null && (text(image, 'reference') ?? '') === '')
    check.say(pathOf(image, 'reference'), 'H2-15', 'is required');
}

/** mapping H40-14, H105 */
export function checkMounts(container: Place, around: PodAround, check: Check): void {
  const paths = new Set<string>();
  for (const mount of children(container, 'volumeMounts')) {
    const name = text(mount, 'name') ?? '';
    if (!around.volumes.has(name))
      check.say(pathOf(mount, 'name'), 'H104', `there is no volume ${name}`);
    const path = (text(mount, 'mountPath') ?? '').replace(/(?<=.)\/+$/, '');
    if (paths.has(path)) check.say(pathOf(mount, 'mountPath'), 'H105', `${path} is mounted twice`);
    paths.add(path);
    checkMount(mount, container, check);
  }
  for (const device of children(container, 'volumeDevices')) checkDevice(device, around, check);
}

function checkMount(mount: Place, container: Place, check: Check): void {
  const isBoth = (text(mount, 'subPath') ?? '') !== '' && (text(mount, 'subPathExpr') ?? '') !== '';
  if (isBoth) check.say(pathOf(mount, 'subPathExpr'), 'H40-8', 'must not stand beside subPath');
  const propagation = text(mount, 'mountPropagation') ?? 'None';
  if (propagation === 'Bidirectional' && !flag(child(container, 'securityContext'), 'privileged'))
    check.say(pathOf(mount, 'mountPropagation'), 'E5-07', 'is for privileged containers');
  const recursive = text(mount, 'recursiveReadOnly') ?? 'Disabled';
  if (recursive === 'Disabled') return;
  if (!flag(mount, 'readOnly') || propagation !== 'None')
    check.say(pathOf(mount, 'recursiveReadOnly'), 'H2-18', 'is for read-only mounts');
}

function checkDevice(device: Place, around: PodAround, check: Check): void {
  const volume = around.volumes.get(text(device, 'name') ?? '');
  if (volume === undefined) check.say(pathOf(device, 'name'), 'H104', 'there is no such volume');
  else if (volume !== null && !has(volume, 'persistentVolumeClaim') && !has(volume, 'ephemeral'))
    check.say(pathOf(device, 'name'), 'H6', 'must be a claim');
}
