import type { Token } from '../../finding/account.ts';
import { sanitised, shortened } from '../container/pod-name.ts';
import { podField, type Scope } from '../container/scope.ts';
import { withInstance } from '../environment/instance-text.ts';
import { plainText } from '../environment/pod-text.ts';
import { isAddress } from './ip-address.ts';

/** The names of a Pod and of its neighbours. */
export interface HostNames {
  readonly hostname: string | null;
  readonly hostnameOverride: string | null;
}

/** mapping E4-16, E4-17, E4-26, E4-27 */
export function hostnameOf(scope: Scope, hostNetwork: boolean): HostNames {
  const nothing = { hostname: null, hostnameOverride: null };
  domainName(scope);
  const said = scope.ledger.one('pod.hostname');
  if (said === null) return nothing;
  const { value, token, rule } = said;
  if (hostNetwork) {
    scope.notes.say('unsupported', token, 'E4-27', {
      what: '--hostname',
      why: 'on the host network a Pod has the name of its node',
    });
    return nothing;
  }
  if (scope.group.instanceName === 'ordinal' && withInstance(scope.group, value) !== value) {
    scope.notes.settle(token, 'set', 'B24', { why: 'the name of the Pod' });
    return nothing;
  }
  if (value.text.includes('\uFFFC')) {
    scope.notes.say('decide', token, 'G71', {
      what: '--hostname',
      question: 'the name is only known on the machine; the Pod has a name of its own',
    });
    return nothing;
  }
  const name = value.text.toLowerCase();
  if (name.includes('.')) {
    const full = shortened(dotted(name), 63);
    scope.notes.settle(token, 'set', 'E4-26', { field: podField(scope, 'hostnameOverride') });
    scope.notes.say('carried-over', token, 'E4-26', {
      what: `the host name ${value.text}`,
      as: `hostnameOverride ${full}, without the short name ${full.replace(/\..*/, '')} beside it in /etc/hosts`,
    });
    return { hostname: null, hostnameOverride: full };
  }
  const label = shortened(sanitised(name), 63);
  scope.notes.settle(token, 'set', rule, { field: podField(scope, 'hostname') });
  sayNewName(scope, value.text, label, token, 'E4-16');
  if (scope.group.instances.length > 1 && scope.group.instanceName === 'literal')
    scope.notes.say('decide', token, 'E4-16', {
      what: `the host name ${label}`,
      question: 'all replicas have it: do they tell each other apart by it?',
    });
  return { hostname: label, hostnameOverride: null };
}

function sayNewName(scope: Scope, said: string, name: string, token: Token, rule: string): void {
  if (name !== said)
    scope.notes.say('carried-over', token, rule, { what: `the host name ${said}`, as: name });
}

const dotted = (name: string): string =>
  name
    .split('.')
    .filter(Boolean)
    .map((part) => sanitised(part))
    .join('.');

function domainName(scope: Scope): void {
  const said = scope.ledger.one('pod.domain-name');
  if (said === null) return;
  scope.notes.say('unsupported', said.token, said.rule, {
    what: '--domainname',
    why: 'a Pod has no NIS domain, and hostname -f does not show it',
  });
}

/** mapping E4-19, E4-32 */
export function hostAliasesOf(
  scope: Scope,
  hostNetwork: boolean,
  own: HostNames,
): readonly { readonly ip: string; readonly hostname: string }[] {
  return scope.ledger.many('pod.host-alias').flatMap(({ value, token, rule }) => {
    const about = { token, rule, what: `--add-host ${value.host}`, variable: null };
    const legal = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(
      value.host,
    );
    const address = value.address.text.includes('\uFFFC')
      ? value.address.text
      : plainText(scope, value.address, about);
    if (!legal || !isAddress(address)) {
      scope.notes.say('decide', token, 'E4-19', {
        what: `--add-host ${value.host}`,
        question: legal
          ? 'its address is not known here, so the entry is left out'
          : 'the name is not legal in a Pod, so the entry is left out',
      });
      return [];
    }
    scope.notes.settle(token, 'set', rule, { field: podField(scope, 'hostAliases') });
    if ([own.hostname, own.hostnameOverride].includes(value.host))
      scope.notes.say('decide', token, 'E4-19', {
        what: `--add-host ${value.host}`,
        question:
          'it is the own name of the container, whose own address comes first in a Pod: which is meant?',
      });
    if (hostNetwork)
      scope.notes.say('carried-over', token, 'E4-32', {
        what: `--add-host ${value.host}`,
        as: "a line beside those of the node's own /etc/hosts, which docker left out",
      });
    return [{ ip: address, hostname: value.host }];
  });
}
