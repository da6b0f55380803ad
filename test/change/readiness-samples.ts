import type { Json, JsonObject } from '../../src/manifest/manifest.ts';

/** A live object: generation 1, seen, made at time 0 unless said. */
export function live(
  apiVersion: string,
  kind: string,
  fields: {
    readonly spec?: JsonObject;
    readonly status?: JsonObject;
    readonly metadata?: JsonObject;
  } = {},
): JsonObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name: 'web',
      namespace: 'shop',
      uid: `${kind}-web`,
      generation: 1,
      creationTimestamp: '1970-01-01T00:00:00Z',
      ...fields.metadata,
    },
    ...(fields.spec && { spec: fields.spec }),
    ...(fields.status && { status: fields.status }),
  };
}

export const condition = (type: string, status: string, reason = '', message = ''): JsonObject => ({
  type,
  status,
  reason,
  message,
});

/** A Pod of an owner. */
export function pod(
  name: string,
  owner: string,
  status: JsonObject,
  more: { readonly spec?: JsonObject; readonly metadata?: JsonObject } = {},
): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      uid: `Pod-${name}`,
      creationTimestamp: '1970-01-01T00:00:00Z',
      ownerReferences: [{ uid: owner, controller: true, kind: 'X', name: 'x' }],
      ...more.metadata,
    },
    ...(more.spec && { spec: more.spec }),
    status,
  };
}

export const replicaSet = (
  name: string,
  revision: number,
  status: JsonObject = {},
): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name,
    namespace: 'shop',
    uid: `ReplicaSet-${name}`,
    annotations: { 'deployment.kubernetes.io/revision': String(revision) },
    ownerReferences: [{ uid: 'Deployment-web', controller: true }],
  },
  status,
});

export const event = (
  uid: string,
  reason: string,
  message: string,
  more: JsonObject = {},
): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  involvedObject: { uid },
  type: 'Warning',
  reason,
  message,
  lastTimestamp: '1970-01-01T00:00:10Z',
  ...more,
});

/** `status.containerStatuses` of one container that waits. */
export const waiting = (reason: string, message = '', more: JsonObject = {}): JsonObject => ({
  phase: 'Pending',
  containerStatuses: [
    {
      name: 'app',
      image: 'shop/web:1',
      restartCount: 0,
      state: { waiting: { reason, message } as Json },
      ...more,
    },
  ],
});
