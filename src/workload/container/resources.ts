import type { FactOf } from '../../fact/fact.ts';
import type { Resources } from '../pod.ts';
import { cpuQuantity, memoryQuantity } from './quantity.ts';
import { containerField, type Scope } from './scope.ts';

/** mapping E7, H93 – H96: only what the source says. */
export function resourcesOf(scope: Scope): Resources | null {
  const { ledger, notes } = scope;
  const limit = (name: string): string => containerField(scope, `resources.limits[${name}]`);
  const limits: Record<string, string> = {};
  const requests: Record<string, string> = {};
  const said = {
    memory: ledger.one('container.memory-limit'),
    cpu: ledger.one('container.cpu-limit'),
  };
  if (said.cpu !== null) {
    notes.settle(said.cpu.token, 'set', said.cpu.rule, { field: limit('cpu') });
    limits.cpu = cpuQuantity(said.cpu.value);
  }
  if (said.memory !== null) {
    notes.settle(said.memory.token, 'set', said.memory.rule, { field: limit('memory') });
    limits.memory = memoryQuantity(said.memory.value);
  }
  rootSize(scope, limits);
  gpus(scope, limits);
  reservation(scope, requests, said.memory?.value ?? null);
  cpuShares(scope, requests);
  sayReserved(scope, limits, requests);
  const empty = Object.keys(limits).length === 0 && Object.keys(requests).length === 0;
  return empty ? null : { limits, requests };
}

/** mapping E5-16 */
function rootSize(scope: Scope, limits: Record<string, string>): void {
  const said = scope.ledger.one('container.root-size');
  if (said === null) return;
  limits['ephemeral-storage'] = memoryQuantity(said.value);
  scope.notes.say('differs', said.token, 'E5-16', {
    what: 'the size of the root file system',
    how: 'over it the Pod is evicted, where docker answered that no space is left',
  });
}

/** mapping E5-20 */
function gpus(scope: Scope, limits: Record<string, string>): void {
  const said = scope.ledger.one('container.gpus');
  if (said === null) return;
  const count = /^\d+$/.test(said.value) ? said.value : '1';
  limits['nvidia.com/gpu'] = count;
  scope.notes.say('decide', said.token, 'E5-20', {
    what: '--gpus',
    question: `${count} of nvidia.com/gpu is asked for: how many does the program need, and which device plugin has the cluster?`,
  });
}

/** mapping E7-03, H95 */
function reservation(scope: Scope, requests: Record<string, string>, limit: number | null): void {
  const said = scope.ledger.one('container.memory-reservation');
  if (said === null) return;
  const bytes = limit === null ? said.value : Math.min(said.value, limit);
  requests.memory = memoryQuantity(bytes);
  if (bytes < said.value)
    scope.notes.say('bad-value', said.token, 'E7-03', {
      what: '--memory-reservation',
      value: String(said.value),
      expected: 'not more than --memory',
    });
  else
    scope.notes.say('carried-over', said.token, 'E7-03', {
      what: said.token.kind === 'directive' ? said.token.label : '--memory-reservation',
      as: 'a request: it reserves the memory, which was only kept for it as far as that was possible',
    });
}

/** mapping E7-05, E7-14, H108 */
function cpuShares(scope: Scope, requests: Record<string, string>): void {
  const said = scope.ledger.one('container.cpu-shares');
  const asked = scope.around.decisions.isOn('cpu-requests');
  if (said === null || said.value === 0) {
    if (said !== null)
      scope.notes.settle(said.token, 'no-effect', 'E7-05', { why: '0 is the default weight' });
    if (asked) requests.cpu = '1';
    return;
  }
  const { value, token } = said;
  if (!asked) {
    scope.notes.say('differs', token, 'E7-05', {
      what: weightIn(said),
      how: 'it is dropped: a request on some units alone would turn the weights round',
    });
    return;
  }
  requests.cpu = cpuQuantity(Math.ceil((value * 1000) / 1024));
  scope.notes.say('differs', token, 'E7-05', {
    what: weightIn(said),
    how: 'as a request it also reserves the CPU',
  });
}

/** `CPUWeight=` counts in hundredths of `CPUShares=` (mapping D5-05). */
const weightIn = ({ value, token }: FactOf<'container.cpu-shares'>): string =>
  token.label.endsWith('CPUWeight=') ? token.label : `the CPU weight ${value}`;

/** mapping E7-02, H93: once for each container. */
function sayReserved(
  scope: Scope,
  limits: Readonly<Record<string, string>>,
  requests: Record<string, string>,
): void {
  const { decisions } = scope.around;
  const names = ['cpu', 'memory'].filter(
    (n) => limits[n] !== undefined && requests[n] === undefined,
  );
  if (names.length === 0) return;
  if (decisions.isOn('no-reserve')) {
    for (const name of names) requests[name] = '0';
    return;
  }
  const share = Number(decisions.text('requests-from-limits') ?? Number.NaN);
  if (share >= 0 && share < 1) scaleRequests(scope, requests, names, share);
  const about =
    scope.ledger.one('container.memory-limit') ?? scope.ledger.one('container.cpu-limit');
  if (about !== null)
    scope.notes.say('limit-reserves', about.token, 'H93', {
      limits: names.map((name) => `${limits[name]} ${name === 'cpu' ? 'CPU' : name}`).join(' and '),
    });
}

function scaleRequests(
  scope: Scope,
  requests: Record<string, string>,
  names: readonly string[],
  share: number,
): void {
  const memory = scope.ledger.peek('container.memory-limit');
  const cpu = scope.ledger.peek('container.cpu-limit');
  if (names.includes('memory') && memory !== null)
    requests.memory = memoryQuantity(Math.ceil(memory * share));
  if (names.includes('cpu') && cpu !== null) requests.cpu = cpuQuantity(Math.ceil(cpu * share));
}
