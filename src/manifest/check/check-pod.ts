import { checkAffinity } from './check-affinity.ts';
import { checkContainer } from './check-container.ts';
import { checkNetwork } from './check-network.ts';
import { checkPodSecurity } from './check-pod-security.ts';
import { checkPodPorts } from './check-ports.ts';
import { checkPodResources } from './check-resources.ts';
import { checkVolume } from './check-volumes.ts';
import { child, children, flag, has, number, type Place, pathOf, text } from './place.ts';
import type { PodAround } from './pod-around.ts';
import type { Check } from './problem.ts';

/** A Pod's spec, in a template or not. `claims`: names of `volumeClaimTemplates`, which are volumes too. */
export function checkPodSpec(
  spec: Place,
  labels: ReadonlyMap<string, string>,
  claims: readonly string[],
  check: Check,
): void {
  const around = podAround(spec, claims);
  const init = children(spec, 'initContainers');
  const main = children(spec, 'containers');
  if (main.length === 0) check.say(pathOf(spec, 'containers'), 'H100', 'is required');
  checkContainerNames([...main, ...init], check);
  for (const container of main) checkContainer(container, around, check);
  for (const container of init) {
    checkContainer(container, around, check);
    checkInitContainer(container, check);
  }
  for (const volume of children(spec, 'volumes')) checkVolume(volume, check);
  checkPodPorts(spec, [...main, ...init], check);
  checkPodResources(spec, [...main, ...init], check);
  checkPodSecurity(spec, check);
  checkNetwork(spec, check);
  checkAffinity(spec, labels, check);
}

function podAround(spec: Place, claims: readonly string[]): PodAround {
  return {
    volumes: new Map([
      ...children(spec, 'volumes').map((v) => [text(v, 'name') ?? '', v] as const),
      ...claims.map((name) => [name, null] as const),
    ]),
    grace: number(spec, 'terminationGracePeriodSeconds') ?? 30,
    hostUsers: !has(spec, 'hostUsers') || flag(spec, 'hostUsers'),
    podRunsAsRoot: number(child(spec, 'securityContext'), 'runAsUser') === 0,
    podRunsAsNonRoot: flag(child(spec, 'securityContext'), 'runAsNonRoot'),
  };
}

function checkContainerNames(containers: readonly Place[], check: Check): void {
  const seen = new Set<string>();
  for (const container of containers) {
    const name = text(container, 'name') ?? '';
    if (seen.has(name)) check.say(pathOf(container, 'name'), 'A10', `${name} is there twice`);
    seen.add(name);
  }
}

/** Probes and hooks need something that stays: `restartPolicy: Always` (mapping H84). */
function checkInitContainer(container: Place, check: Check): void {
  const policy = text(container, 'restartPolicy');
  if (policy === 'Always') {
    if (check.version === '1.35' && has(container, 'restartPolicyRules'))
      check.say(pathOf(container, 'restartPolicyRules'), 'H2-10', 'sidecars take them from 1.36');
    return;
  }
  for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'])
    if (has(container, field))
      check.say(pathOf(container, field), 'H84', 'is for native sidecars only');
}
