import type {
  Claim,
  PersistentVolume,
  Service,
  ServicePort,
  SupportObject,
  Workload,
} from '../../workload/workload.ts';
import { ifTrue, object, sortedMap, unlessBare, unlessEmpty } from '../json.ts';
import type { JsonObject, Manifest } from '../manifest.ts';
import { selectorOf, supportMetadata } from './metadata.ts';
import type { Naming } from './naming.ts';

/** Services, ConfigMaps, Secrets, volumes and budgets. `owner`: the workload they exist for; null: several. */
export function renderSupport(
  support: SupportObject,
  owner: Workload | null,
  naming: Naming,
): Manifest {
  const metadata = supportMetadata(support.name, owner, naming);
  switch (support.kind) {
    case 'Service':
      return { apiVersion: 'v1', kind: 'Service', metadata, spec: serviceSpec(support, naming) };
    case 'ConfigMap':
      return {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata,
        ...object({
          data: unlessBare(sortedMap(support.data)),
          binaryData: unlessBare(sortedMap(support.binaryData)),
        }),
      };
    case 'Secret':
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata,
        ...object({ stringData: unlessBare(sortedMap(support.stringData)) }),
        type: support.type,
      };
    case 'PersistentVolumeClaim':
      return {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata,
        spec: claimSpec(support),
      };
    case 'PodDisruptionBudget':
      return {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata,
        spec: budgetSpec(owner),
      };
    case 'PersistentVolume':
    case 'PriorityClass':
      return renderClusterWide(support, owner, naming);
  }
}

/** Objects that live in no namespace. */
function renderClusterWide(
  support: Extract<SupportObject, { readonly kind: 'PersistentVolume' | 'PriorityClass' }>,
  owner: Workload | null,
  naming: Naming,
): Manifest {
  const metadata = supportMetadata(support.name, owner, naming, false);
  return support.kind === 'PersistentVolume'
    ? { apiVersion: 'v1', kind: 'PersistentVolume', metadata, spec: volumeSpec(support) }
    : {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata,
        value: support.value,
      };
}

/** mapping H4. Headless services may have no ports (H10-15). */
function serviceSpec(service: Service, naming: Naming): JsonObject {
  return object({
    ports: unlessEmpty(service.ports.map(servicePort)),
    selector: selectorOf(naming.applicationOf(service.selects), service.selects),
    clusterIP: service.headless ? 'None' : null,
    type: service.type,
    publishNotReadyAddresses: ifTrue(service.publishNotReady),
    internalTrafficPolicy: service.localTrafficOnly ? 'Local' : null,
  });
}

const servicePort = (port: ServicePort): JsonObject =>
  object({
    name: port.name,
    protocol: port.protocol,
    port: port.port,
    targetPort: port.targetPort,
    nodePort: port.nodePort,
  });

export function claimSpec(claim: Claim): JsonObject {
  return object({
    accessModes: [claim.accessMode],
    resources: { requests: { storage: claim.size } },
    volumeName: claim.volumeName,
    storageClassName: claim.storageClassName,
  });
}

/** Made by hand, so `storageClassName` is '' and nothing is deleted with the claim (mapping H6). */
function volumeSpec(volume: PersistentVolume): JsonObject {
  return object({
    capacity: { storage: volume.size },
    nfs: { server: volume.nfs.server, path: volume.nfs.path },
    accessModes: [volume.accessMode],
    persistentVolumeReclaimPolicy: 'Retain',
    storageClassName: '',
    mountOptions: unlessEmpty(volume.mountOptions),
  });
}

/** mapping H71 */
function budgetSpec(owner: Workload | null): JsonObject {
  if (owner === null) throw new Error('internal error: a PodDisruptionBudget without a workload');
  return {
    selector: { matchLabels: selectorOf(owner.application, owner.name) },
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}
