import { child, entries, type Place, pathOf } from './place.ts';
import type { Check } from './problem.ts';
import { quantityOf } from './quantity.ts';

const COMMON = ['cpu', 'memory', 'ephemeral-storage'];
const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isNative = (name: string): boolean => COMMON.includes(name) || isHugePages(name);

/** mapping H106 */
export function checkContainerResources(container: Place, check: Check): void {
  const resources = child(container, 'resources');
  if (resources === null) return;
  const limits = amountsOf(resources, 'limits');
  const requests = amountsOf(resources, 'requests');
  for (const [field, amounts] of [
    ['limits', limits],
    ['requests', requests],
  ] as const)
    for (const [name, amount] of amounts)
      checkAmount(`${pathOf(resources, field)}[${name}]`, name, amount, check);
  checkPair(resources, limits, requests, check);
  const names = [...limits.keys(), ...requests.keys()];
  if (names.some(isHugePages) && !names.some((n) => n === 'cpu' || n === 'memory'))
    check.say(resources.path, 'H106', 'huge pages need cpu or memory beside them');
}

function checkAmount(path: string, name: string, amount: number, check: Check): void {
  if (!isNative(name) && !name.includes('/'))
    check.say(path, 'H106', `${name} is no resource of a container`);
  if (amount < 0) check.say(path, 'H106', 'must be at least 0');
  if (name !== 'cpu' && !Number.isInteger(amount))
    check.say(path, name === 'memory' ? 'H96' : 'H106', 'must be a whole number');
}

function checkPair(
  resources: Place,
  limits: ReadonlyMap<string, number>,
  requests: ReadonlyMap<string, number>,
  check: Check,
): void {
  for (const [name, request] of requests) {
    const limit = limits.get(name);
    const path = `${pathOf(resources, 'requests')}[${name}]`;
    if (limit !== undefined && request > limit) check.say(path, 'H95', 'must be at most the limit');
    if (limit === undefined && !COMMON.includes(name))
      check.say(path, 'H106', 'needs a limit beside it');
  }
}

/** Resources of the Pod as a whole (mapping H2-14, H106). */
export function checkPodResources(spec: Place, containers: readonly Place[], check: Check): void {
  const resources = child(spec, 'resources');
  if (resources === null) return;
  const limits = amountsOf(resources, 'limits');
  const requests = amountsOf(resources, 'requests');
  for (const name of [...limits.keys(), ...requests.keys()])
    if (name !== 'cpu' && name !== 'memory' && !isHugePages(name))
      check.say(resources.path, 'H2-14', `${name} is no resource of a Pod`);
  checkPair(resources, limits, requests, check);
  for (const [name, limit] of limits) checkSum(name, limit, containers, resources, check);
}

function checkSum(
  name: string,
  limit: number,
  containers: readonly Place[],
  resources: Place,
  check: Check,
): void {
  let sum = 0;
  for (const container of containers) {
    const own = child(container, 'resources');
    const ownLimit = amountsOf(own, 'limits').get(name);
    sum += amountsOf(own, 'requests').get(name) ?? ownLimit ?? 0;
    if (own !== null && (ownLimit ?? 0) > limit)
      check.say(pathOf(own, 'limits'), 'H106', `${name} is more than the Pod's limit`);
  }
  if (sum > limit)
    check.say(resources.path, 'H106', `the containers ask for more ${name} than the Pod's limit`);
}

const amountsOf = (resources: Place | null, field: string): ReadonlyMap<string, number> =>
  new Map(entries(resources, field).map(([name, text]) => [name, quantityOf(text) ?? 0]));
