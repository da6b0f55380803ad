import { child, entries, has, type Place, pathOf, text, texts } from './place.ts';
import type { Check } from './problem.ts';
import { quantityOf } from './quantity.ts';

/** mapping H60, H6 */
export function checkClaim(spec: Place, check: Check): void {
  checkAccessModes(spec, check);
  const storage = requestOf(spec);
  if (storage === null || (quantityOf(storage) ?? 0) <= 0)
    check.say(pathOf(spec, 'resources.requests.storage'), 'H6', 'must be more than 0');
}

const requestOf = (spec: Place): string | null =>
  new Map(entries(child(spec, 'resources'), 'requests')).get('storage') ?? null;

function checkAccessModes(spec: Place, check: Check): void {
  const modes = texts(spec, 'accessModes');
  if (modes.length === 0) check.say(pathOf(spec, 'accessModes'), 'H6', 'is required');
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod'))
    check.say(pathOf(spec, 'accessModes'), 'H2-23', 'ReadWriteOncePod stands alone');
}

/** Where a volume can be; the in-tree cloud volumes among them are never written (mapping H2-28). */
const SOURCES = (
  'awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk ' +
  'glusterfs hostPath iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos ' +
  'vsphereVolume'
).split(' ');

export function checkPersistentVolume(spec: Place, check: Check): void {
  checkAccessModes(spec, check);
  const capacity = new Map(entries(spec, 'capacity')).get('storage');
  if (capacity === undefined) check.say(pathOf(spec, 'capacity'), 'H6', 'needs storage');
  if (!SOURCES.some((source) => has(spec, source)))
    check.say(spec.path, 'H6', 'must say where the volume is');
  if (has(spec, 'local') && !has(spec, 'nodeAffinity'))
    check.say(pathOf(spec, 'nodeAffinity'), 'H6', 'is required for a local volume');
  const csi = child(spec, 'csi');
  if (csi !== null && (text(csi, 'volumeHandle') ?? '') === '')
    check.say(pathOf(csi, 'volumeHandle'), 'H6', 'is required');
}
