import type { KubeVersion } from '../decision/options.ts';
import { checkConfigMap, checkSecret } from './check/check-config.ts';
import { checkCronJob, checkJob } from './check/check-job.ts';
import { checkMetadata } from './check/check-metadata.ts';
import { checkPodSpec } from './check/check-pod.ts';
import { checkSchema } from './check/check-schema.ts';
import { checkService } from './check/check-service.ts';
import { checkSet } from './check/check-set.ts';
import { checkClaim, checkPersistentVolume } from './check/check-storage.ts';
import { checkController } from './check/check-workload.ts';
import { child, entries, has, isMap, type Place } from './check/place.ts';
import type { Check, Problem } from './check/problem.ts';
import type { JsonObject, Manifest } from './manifest.ts';
import { asJson } from './print.ts';
import { schemaOf } from './schema/read-schema.ts';

export type { Problem } from './check/problem.ts';

/**
 * Everything that Kubernetes would refuse, drop, or take and never run (mapping H100, H102–H107), without a cluster:
 * each object by itself, then the references between them. `enabled`: features that are on in the cluster.
 */
export function checkManifests(
  manifests: readonly Manifest[],
  version: KubeVersion,
  enabled: readonly string[] = [],
): readonly Problem[] {
  const objects = manifests.map(asJson);
  return [
    ...objects.flatMap((object) => checkManifest(object, version, enabled)),
    ...checkSet(objects),
  ];
}

/** One object by itself: what the server says about it. */
export function checkManifest(
  manifest: JsonObject,
  version: KubeVersion,
  enabled: readonly string[] = [],
): readonly Problem[] {
  const problems: Problem[] = [];
  const kind = typeof manifest.kind === 'string' ? manifest.kind : '';
  const object = `${kind}/${nameOf(manifest)}`;
  const isUnresolved = markedUnresolved(manifest);
  const check: Check = {
    version,
    enabled: new Set(enabled),
    say: (path, rule, message) => {
      if (!(isUnresolved && rule === 'H105' && path.endsWith('.image')))
        problems.push({ object, path, rule, message });
    },
  };
  if (!schemaOf(version).kinds.has(`${String(manifest.apiVersion)} ${kind}`)) {
    check.say('kind', 'H1', `fleetlift writes no ${String(manifest.apiVersion)} ${kind}`);
    return problems;
  }
  checkMetadata(manifest, kind, check);
  if (checkSchema(manifest, kind, check)) checkMeaning(manifest, kind, check);
  return problems;
}

function checkMeaning(manifest: JsonObject, kind: string, check: Check): void {
  if (kind === 'ConfigMap') checkConfigMap(manifest, check);
  if (kind === 'Secret') checkSecret(manifest, check);
  const spec = child({ path: '', value: manifest }, 'spec');
  const checkSpec = SPEC_CHECKS[kind];
  if (checkSpec === undefined) return;
  if (spec === null) check.say('spec', 'H104', 'is required');
  else checkSpec(spec, manifest, check);
}

type SpecCheck = (spec: Place, manifest: JsonObject, check: Check) => void;

const SPEC_CHECKS: Readonly<Record<string, SpecCheck>> = {
  CronJob: (spec, _, check) => checkCronJob(spec, check),
  DaemonSet: (spec, _, check) => checkController(spec, 'DaemonSet', check),
  Deployment: (spec, _, check) => checkController(spec, 'Deployment', check),
  Job: (spec, _, check) => checkJob(spec, false, check),
  PersistentVolume: (spec, _, check) => checkPersistentVolume(spec, check),
  PersistentVolumeClaim: (spec, _, check) => checkClaim(spec, check),
  Pod: (spec, manifest, check) => checkPodSpec(spec, labelsOfPod(manifest), [], check),
  PodDisruptionBudget: (spec, _, check) => checkBudget(spec, check),
  Service: (spec, _, check) => checkService(spec, check),
  StatefulSet: (spec, _, check) => checkController(spec, 'StatefulSet', check),
};

const labelsOfPod = (manifest: JsonObject): ReadonlyMap<string, string> =>
  new Map(entries(child({ path: '', value: manifest }, 'metadata'), 'labels'));

/** mapping H104 */
function checkBudget(spec: Place, check: Check): void {
  if (has(spec, 'minAvailable') === has(spec, 'maxUnavailable'))
    check.say(spec.path, 'H104', 'must have exactly one of minAvailable, maxUnavailable');
  if (entries(child(spec, 'selector'), 'matchLabels').length === 0)
    check.say('spec.selector', 'H71', 'must name labels');
}

function nameOf(manifest: JsonObject): string {
  const { metadata } = manifest;
  return isMap(metadata) && typeof metadata.name === 'string' ? metadata.name : '';
}

/** `PFX/unresolved`: a placeholder stands where an image should (mapping H105), and apply refuses the object. */
function markedUnresolved(manifest: JsonObject): boolean {
  const metadata = child({ path: '', value: manifest }, 'metadata');
  return entries(metadata, 'annotations').some(([key]) => key.endsWith('/unresolved'));
}
