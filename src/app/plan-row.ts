import { lostFields } from '../change/lost-fields.ts';
import type { Action } from '../change/row.ts';
import { type Secrets, shortMessage } from '../change/server-message.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { APPLY_PATCH, applyPath, type Cluster, type ClusterAnswer } from './cluster-port.ts';
import type { Desired } from './desired.ts';
import { apiVersionOf, objectPath } from './discovery.ts';
import { type Choices, liveOf, type PlannedRow } from './plan.ts';

/** What one object's row is worked out from. */
export interface Asking {
  readonly cluster: Cluster;
  readonly choices: Choices;
  /** Namespaces and `kind.group` of CRDs that the input itself makes. */
  readonly willHave: {
    readonly namespaces: ReadonlySet<string>;
    readonly kinds: ReadonlySet<string>;
  };
  readonly secrets: Secrets;
}

export interface Case {
  readonly desired: Desired;
  readonly live: JsonObject;
  readonly asking: Asking;
  /** What is taken over with it: `an object of Helm`; null: it is ours. */
  readonly adopts: string | null;
}

export function dryRun(
  { resource, id }: Desired,
  body: JsonObject,
  force: boolean,
  cluster: Cluster,
): Promise<ClusterAnswer> {
  if (resource === null) throw new Error('internal error: a kind without a path is sent');
  const path = applyPath(objectPath(resource, id.namespace, id.name), { dryRun: true, force });
  return cluster.send({ method: 'PATCH', path, body, contentType: APPLY_PATCH });
}

/** null: it is not there, or may not be read; the dry run tells the difference. */
export async function readLive(
  { resource, id }: Pick<Desired, 'resource' | 'id'>,
  cluster: Cluster,
): Promise<JsonObject | null> {
  if (resource === null) return null;
  const path = objectPath(resource, id.namespace, id.name);
  const { status, body } = await cluster.send({ method: 'GET', path });
  return status === 200 && body !== null
    ? { apiVersion: apiVersionOf(resource), kind: resource.kind, ...body }
    : null;
}

export function refused({ desired, live, asking }: Case, answer: ClusterAnswer): PlannedRow {
  const row = blocked(desired, live, shortMessage(answer.message, asking.secrets));
  return { ...row, isBroken: isBreakdown(answer) };
}

/** Nothing about the object: no answer, too many requests, a server in trouble. */
export const isBreakdown = ({ status, message }: ClusterAnswer): boolean =>
  status === 0 ||
  status === 429 ||
  (status >= 500 && !/^failed to (create typed patch object|convert new object)/.test(message));

export const blocked = (desired: Desired, live: JsonObject | null, why: string): PlannedRow => ({
  ...base(desired, live),
  action: 'blocked',
  why,
  step: null,
});

export function base(
  desired: Desired,
  live: JsonObject | null,
): Omit<PlannedRow, 'action' | 'step'> & { readonly action: Action } {
  const known = live === null ? null : liveOf(live);
  return {
    action: 'unchanged',
    object: desired.id,
    key: desired.key,
    units: desired.units,
    unitsBefore: null,
    fields: [],
    conflicts: [],
    why: null,
    before: known?.essence ?? null,
    after: null,
    resource: desired.resource,
    setNamespace: desired.setNamespace,
    body: desired.body,
    live: known,
    isBroken: false,
  };
}

/** What the server drops without a word, or null. */
export function lostText(sent: JsonObject, answer: JsonObject): string | null {
  const lost = lostFields(sent, answer);
  return lost.length === 0 ? null : `the server drops ${lost.join(', ')} (a feature gate is off)`;
}

export function said(...parts: readonly (string | null)[]): string | null {
  const words = parts.filter((part) => part !== null && part !== '');
  return words.length > 0 ? words.join('; ') : null;
}
