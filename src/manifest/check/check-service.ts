import { canonicalAddress } from './address.ts';
import { portName } from './names.ts';
import { children, has, number, type Place, pathOf, text } from './place.ts';
import type { Check } from './problem.ts';

/** mapping H4, H103 */
export function checkService(spec: Place, check: Check): void {
  const type = text(spec, 'type') || 'ClusterIP';
  const ports = children(spec, 'ports');
  checkAddress(spec, type, ports.length === 0, check);
  if (has(spec, 'externalTrafficPolicy') && type === 'ClusterIP')
    check.say(pathOf(spec, 'externalTrafficPolicy'), 'H10', 'is for Services of the outside');
  if (has(spec, 'externalIPs')) check.say(pathOf(spec, 'externalIPs'), 'H2-26', 'is never written');
  checkNames(ports, check);
  for (const port of ports) checkPort(port, type, check);
}

/** Only a headless Service can do without ports (mapping H10-15). */
function checkAddress(spec: Place, type: string, noPorts: boolean, check: Check): void {
  const address = text(spec, 'clusterIP') ?? '';
  const path = pathOf(spec, 'clusterIP');
  if (address === 'None') {
    if (type === 'NodePort' || type === 'LoadBalancer')
      check.say(path, 'H10', `must not be None for type ${type}`);
    return;
  }
  if (noPorts && type !== 'ExternalName') check.say(pathOf(spec, 'ports'), 'H10', 'is required');
  if (address !== '' && canonicalAddress(address) !== null)
    check.say(path, 'H10-15', 'must be None or an address');
}

function checkNames(ports: readonly Place[], check: Check): void {
  const seen = new Set<string>();
  for (const port of ports) {
    const name = text(port, 'name') ?? '';
    if (name === '' && ports.length > 1) check.say(pathOf(port, 'name'), 'A09', 'is required');
    if (name !== '' && seen.has(name))
      check.say(pathOf(port, 'name'), 'A09', `${name} is there twice`);
    seen.add(name);
  }
}

function checkPort(port: Place, type: string, check: Check): void {
  if (type === 'ClusterIP' && (number(port, 'nodePort') ?? 0) !== 0)
    check.say(pathOf(port, 'nodePort'), 'H10-11', 'is not for type ClusterIP');
  const target = text(port, 'targetPort');
  const wrong = target === null || target === '' ? null : portName(target);
  if (wrong !== null) check.say(pathOf(port, 'targetPort'), 'A09', wrong);
}
