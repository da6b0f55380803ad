import { labelKey } from './names.ts';
import { child, children, has, type Place, pathOf, text } from './place.ts';
import type { Check } from './problem.ts';

const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const RESOURCES = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

export function checkEnv(container: Place, check: Check): void {
  for (const variable of children(container, 'env')) checkVariable(variable, check);
  for (const source of children(container, 'envFrom')) {
    const kinds = ['configMapRef', 'secretRef'].filter((kind) => has(source, kind));
    if (kinds.length !== 1)
      check.say(source.path, 'H32', 'must have exactly one of configMapRef and secretRef');
    for (const kind of kinds) checkNamed(child(source, kind), check);
  }
}

function checkVariable(variable: Place, check: Check): void {
  const from = child(variable, 'valueFrom');
  if (from === null) return;
  if ((text(variable, 'value') ?? '') !== '')
    check.say(from.path, 'H32', 'must not stand beside a value');
  if (Object.keys(from.value).length !== 1)
    check.say(from.path, 'H32', 'must have exactly one source');
  checkFieldPath(child(from, 'fieldRef'), check);
  checkNamed(child(from, 'configMapKeyRef'), check);
  checkNamed(child(from, 'secretKeyRef'), check);
  const resource = child(from, 'resourceFieldRef');
  if (resource !== null && !RESOURCES.test(text(resource, 'resource') ?? ''))
    check.say(resource.path, 'H30', 'names no resource of a container');
}

function checkNamed(reference: Place | null, check: Check): void {
  if (reference !== null && !has(reference, 'name'))
    check.say(pathOf(reference, 'name'), 'H104', 'is required');
}

/** mapping H30 */
function checkFieldPath(reference: Place | null, check: Check): void {
  if (reference === null) return;
  const path = text(reference, 'fieldPath') ?? '';
  const subscript = /^metadata\.(?:labels|annotations)\['([^']*)'\]$/.exec(path);
  const wrong =
    subscript === null
      ? FIELDS.includes(path)
        ? null
        : 'is no field that a variable can have'
      : labelKey(subscript[1] ?? '');
  if (wrong !== null) check.say(pathOf(reference, 'fieldPath'), 'H30', wrong);
}
