import { children, flag, number, type Place, pathOf, text } from './place.ts';
import type { Check } from './problem.ts';

/** mapping H103, A09 */
export function checkPodPorts(spec: Place, containers: readonly Place[], check: Check): void {
  const ports = containers.flatMap((container) => children(container, 'ports'));
  const hostPorts = new Set<string>();
  const names = new Set<string>();
  for (const port of ports) {
    checkName(port, names, check);
    checkHostPort(port, flag(spec, 'hostNetwork'), hostPorts, check);
  }
}

/** Across containers the server only warns, and the first one wins: unique in the Pod is ours to enforce. */
function checkName(port: Place, names: Set<string>, check: Check): void {
  const name = text(port, 'name');
  if (name === null) return;
  if (names.has(name)) check.say(pathOf(port, 'name'), 'A09', `${name} is there twice`);
  names.add(name);
}

function checkHostPort(port: Place, hostNetwork: boolean, seen: Set<string>, check: Check): void {
  const containerPort = number(port, 'containerPort');
  const hostPort = number(port, 'hostPort');
  if (hostPort === null) return;
  if (hostNetwork && hostPort !== containerPort)
    check.say(pathOf(port, 'hostPort'), 'H103', 'must be containerPort on the host network');
  const key = [text(port, 'protocol') ?? 'TCP', text(port, 'hostIP') ?? '', hostPort].join('/');
  if (seen.has(key)) check.say(pathOf(port, 'hostPort'), 'H103', `${hostPort} is taken twice`);
  seen.add(key);
}
