import { containerField, podField, type Scope } from '../container/scope.ts';
import type { Profile, SecurityContext } from '../pod.ts';

/** mapping E6-04 */
export function seccompOf(scope: Scope): Profile | null {
  const said = scope.ledger.one('container.seccomp');
  if (said === null) return null;
  const { value, token, rule } = said;
  const field = podField(scope, 'securityContext.seccompProfile');
  if (value.kind !== 'file') {
    scope.notes.settle(token, 'set', rule, { field });
    return {
      type: value.kind === 'unconfined' ? 'Unconfined' : 'RuntimeDefault',
      localhostProfile: null,
    };
  }
  const profile = value.path.split('/').at(-1) ?? value.path;
  scope.notes.say('decide', token, 'E6-04', {
    what: `the seccomp profile ${value.path}`,
    question: `the file has to be on every node as ${profile} below the kubelet's seccomp directory`,
  });
  return { type: 'Localhost', localhostProfile: profile };
}

/** mapping E6-06, D3-21 */
export function appArmor(scope: Scope): Profile | null {
  const said = scope.ledger.one('container.apparmor');
  if (said === null) return null;
  const { value, token, rule } = said;
  if (value === 'docker-default') {
    scope.notes.settle(token, 'no-effect', rule, {
      why: "the runtime's own profile is the default",
    });
    return null;
  }
  if (value === 'unconfined') {
    scope.notes.settle(token, 'set', rule, {
      field: containerField(scope, 'securityContext.appArmorProfile'),
    });
    return { type: 'Unconfined', localhostProfile: null };
  }
  scope.notes.say('decide', token, rule, {
    what: `the AppArmor profile ${value}`,
    question: 'it has to be loaded on every node, and a node without AppArmor refuses the Pod',
  });
  return { type: 'Localhost', localhostProfile: value };
}

/** mapping E6-05, D3-20 */
export function seLinux(scope: Scope): SecurityContext['seLinuxOptions'] {
  const options: Partial<Record<'user' | 'role' | 'type' | 'level', string>> = {};
  for (const { value, token, rule } of scope.ledger.many('container.selinux')) {
    if (value.name === 'disable') options.type = 'spc_t';
    else options[value.name] = value.value;
    scope.notes.settle(token, 'set', rule, {
      field: containerField(scope, 'securityContext.seLinuxOptions'),
    });
  }
  return Object.keys(options).length === 0 ? null : options;
}

/** mapping E6-08 */
export function unmaskedProc(scope: Scope): void {
  const said = scope.ledger.one('container.unmasked-proc');
  if (said === null) return;
  scope.notes.say('decide', said.token, said.rule, {
    what: 'systempaths=unconfined',
    question:
      'procMount: Unmasked needs hostUsers: false and nodes with user namespaces: is it needed?',
  });
}
