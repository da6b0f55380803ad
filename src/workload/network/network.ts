import type { FactOf } from '../../fact/fact.ts';
import { podField, type Scope } from '../container/scope.ts';
import { type Dns, dnsOf } from './dns.ts';
import { type HostNames, hostAliasesOf, hostnameOf } from './hostname.ts';
import { linksOf } from './links.ts';

/** What a container's network flags say about its Pod. */
export interface Network extends Dns, HostNames {
  readonly hostNetwork: boolean;
  readonly hostAliases: readonly { readonly ip: string; readonly hostname: string }[];
  readonly hostPid: boolean;
  readonly hostIpc: boolean;
  readonly shareProcessNamespace: boolean;
  readonly enableServiceLinks: boolean;
  /** Names under which others on a network of docker knew the container (mapping E4-14). */
  readonly aliases: readonly string[];
}

/** mapping E4-10 – E4-20, E4-26 – E4-32, E6-12 – E6-14. */
export function networkOf(scope: Scope): Network {
  const hostNetwork = networkMode(scope);
  const dns = dnsOf(scope, hostNetwork);
  const host = hostnameOf(scope, hostNetwork);
  const pid = namespaceOf(scope, 'pod.pid', 'hostPID', 'E6-12');
  const ipc = namespaceOf(scope, 'pod.ipc', 'hostIPC', 'E6-13');
  utsHost(scope);
  const init = initProcess(scope, pid === 'host');
  return {
    hostNetwork,
    ...dns,
    ...host,
    hostAliases: hostAliasesOf(scope, hostNetwork, host),
    hostPid: pid === 'host',
    hostIpc: ipc === 'host',
    shareProcessNamespace: (pid === 'container' || init) && pid !== 'host',
    enableServiceLinks: linksOf(scope),
    aliases: networkAliases(scope),
  };
}

function networkMode(scope: Scope): boolean {
  const said = scope.ledger.one('pod.network');
  if (said === null) return false;
  const { value, token, rule } = said;
  switch (value.kind) {
    case 'host':
      scope.notes.settle(token, 'set', rule, { field: podField(scope, 'hostNetwork') });
      if (token.label.startsWith('--net') && mayRename(scope))
        scope.notes.say('carried-over', token, 'E4-10', {
          what: '--net host',
          as: "hostNetwork, which shares the node's host name as well: a program that sets one sets the node's",
        });
      return true;
    case 'default':
      scope.notes.settle(token, 'no-effect', rule, { why: 'a Pod has an address of its own' });
      return false;
    case 'none':
      scope.notes.say('unsupported', token, 'E4-11', {
        what: token.label === 'PrivateNetwork=' ? token.label : '--net none',
        why: 'a Pod always has a network; a NetworkPolicy that denies all comes nearest',
      });
      return false;
    case 'container':
      sharedNetwork(scope, token, value.container.text);
      return false;
    case 'custom':
      scope.notes.say('differs', token, 'E4-14', {
        what: `the network ${value.name}`,
        how: 'a cluster has one flat network, without the isolation between networks',
      });
      return false;
  }
}

/** mapping E4-10: docker gave the container a host name of its own, which these may set. */
const mayRename = (scope: Scope): boolean =>
  scope.ledger.peek('container.privileged') === true ||
  scope.ledger
    .many('container.capability-add')
    .some(({ value }) => /^(CAP_)?(ALL|SYS_ADMIN)$/i.test(value));

/** mapping E4-12 */
function sharedNetwork(scope: Scope, token: FactOf<'pod.network'>['token'], name: string): void {
  if (inThisPod(scope, name)) {
    scope.notes.settle(token, 'set', 'E4-12', { field: podField(scope, 'containers') });
    scope.notes.say('carried-over', token, 'E4-12', {
      what: `--net container:${name}`,
      as: 'one Pod with it: the containers share IPC and /dev/shm as well',
    });
  } else
    scope.notes.say('bad-value', token, 'E4-12', {
      what: '--net',
      value: `container:${name}`,
      expected: 'a container of a unit that is in the input and runs on the same machine',
    });
}

function inThisPod(scope: Scope, name: string): boolean {
  return scope.around.groupOfContainer(name)?.name === scope.group.name;
}

function namespaceOf(
  scope: Scope,
  slot: 'pod.pid' | 'pod.ipc',
  field: string,
  rule: string,
): 'host' | 'container' | null {
  const said = scope.ledger.one(slot);
  if (said === null) return null;
  const { value, token } = said;
  if (value.kind === 'host') {
    scope.notes.settle(token, 'set', rule, { field: podField(scope, field) });
    return 'host';
  }
  if (value.kind !== 'container') {
    scope.notes.settle(token, 'no-effect', rule, { why: 'a container has its own, as here' });
    return null;
  }
  if (!inThisPod(scope, value.container.text)) {
    scope.notes.say('bad-value', token, rule, {
      what: slot === 'pod.pid' ? '--pid' : '--ipc',
      value: `container:${value.container.text}`,
      expected: 'a container of a unit that is in the input and runs on the same machine',
    });
    return null;
  }
  scope.notes.settle(token, 'set', rule, { field: podField(scope, 'shareProcessNamespace') });
  scope.notes.say('carried-over', token, rule, {
    what: `the namespace of ${value.container.text}`,
    as: 'one Pod with it',
  });
  return 'container';
}

function utsHost(scope: Scope): void {
  const said = scope.ledger.one('pod.uts-host');
  if (said === null) return;
  scope.notes.say('differs', said.token, said.rule, {
    what: '--uts host',
    how: 'a Pod has the name of its node only on the host network',
  });
}

/** mapping E2-10 */
function initProcess(scope: Scope, hostPid: boolean): boolean {
  const said = scope.ledger.one('container.init');
  if (said === null || !said.value) {
    if (said !== null)
      scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'switched off' });
    return false;
  }
  if (hostPid) {
    scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'with hostPID it is not PID 1' });
    return false;
  }
  scope.notes.settle(said.token, 'set', said.rule, {
    field: podField(scope, 'shareProcessNamespace'),
  });
  scope.notes.say('differs', said.token, said.rule, {
    what: '--init',
    how: 'the containers of the Pod share their processes, so that another process is PID 1',
  });
  return true;
}

/** mapping E4-14: on a network of its own docker made DNS names of the aliases and of `--name`. */
function networkAliases(scope: Scope): readonly string[] {
  const aliases = scope.ledger.many('pod.network-alias').map(({ value, token, rule }) => {
    scope.notes.say('differs', token, rule, {
      what: `the network name ${value}`,
      how: 'it becomes a Service, which every Pod of the namespace sees',
    });
    return value;
  });
  const name = scope.ledger.peek('container.name')?.text ?? null;
  const custom =
    scope.ledger.peek('pod.network')?.kind === 'custom' && scope.group.instances.length <= 1;
  return custom && name !== null && !name.includes('\uFFFC') ? [...aliases, name] : aliases;
}
