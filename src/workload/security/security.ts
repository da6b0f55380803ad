import type { Notes } from '../../finding/notes.ts';
import { containerField, podField, type Scope } from '../container/scope.ts';
import { plainText } from '../environment/pod-text.ts';
import type { PodSecurityContext, Profile, SecurityContext } from '../pod.ts';
import { deviceAccess } from '../storage/devices.ts';
import { capabilitiesOf } from './capabilities.ts';
import { appArmor, seccompOf, seLinux, unmaskedProc } from './security-profiles.ts';
import { sysctlsOf } from './sysctls.ts';

/** What a container's security flags say about itself and about its Pod. */
export interface Security {
  readonly context: SecurityContext | null;
  /** A group was given, so that the image's groups do not count (mapping E6-19). */
  readonly strictGroups: boolean;
  readonly supplementalGroups: readonly number[];
  readonly sysctls: PodSecurityContext['sysctls'];
  readonly seccomp: Profile | null;
  readonly hostUsers: boolean | null;
}

/** mapping E6, H90: nothing that the source does not say. */
export function securityOf(scope: Scope): Security {
  const { ledger } = scope;
  const field = (path: string): string => containerField(scope, `securityContext.${path}`);
  const said = ledger.one('container.privileged');
  const device = deviceAccess(scope);
  const privileged =
    (said?.value ?? false) || device.privileged || propagates(scope, said?.value ?? false);
  if (said !== null)
    scope.notes.settle(said.token, 'set', said.rule, { field: field('privileged') });
  const user = userOf(scope);
  const context: SecurityContext = {
    privileged: privileged ? true : null,
    allowPrivilegeEscalation: noNewPrivileges(scope, privileged, field('allowPrivilegeEscalation')),
    readOnlyRootFilesystem: ledger.take('container.read-only-root', field('readOnlyRootFilesystem'))
      ? true
      : null,
    runAsUser: user.user,
    runAsGroup: user.group,
    runAsNonRoot: null,
    capabilities: capabilitiesOf(scope),
    seccompProfile: null,
    appArmorProfile: appArmor(scope),
    seLinuxOptions: seLinux(scope),
    procMount: null,
  };
  unmaskedProc(scope);
  const isEmpty = Object.values(context).every((value) => value === null);
  return {
    context: isEmpty ? null : context,
    strictGroups: user.group !== null,
    supplementalGroups: groupsOf(scope),
    sysctls: sysctlsOf(scope),
    seccomp: seccompOf(scope),
    hostUsers: userNamespace(scope),
  };
}

/** mapping E5-08: the API takes `Bidirectional` from privileged containers only. */
function propagates(scope: Scope, already: boolean): boolean {
  const shared = scope.ledger
    .many('container.volume')
    .find(({ value }) => value.propagation === 'Bidirectional');
  if (shared === undefined) return false;
  if (!already)
    scope.notes.say('differs', shared.token, 'E5-08', {
      what: 'a volume whose mounts show on the machine',
      how: 'the container becomes privileged, which Kubernetes asks for',
    });
  return true;
}

/** mapping E6-09, E6-19, D3-05: names live in the image's passwd and cannot be translated, except root. */
function userOf(scope: Scope): { readonly user: number | null; readonly group: number | null } {
  const said = scope.ledger.one('container.user');
  if (said === null) return { user: null, group: null };
  const about = { token: said.token, rule: 'E6-09', what: '--user', variable: null };
  const [userText = '', groupText] = plainText(scope, said.value, about).split(':');
  const user = idOf(userText);
  const group = groupText === undefined ? null : idOf(groupText);
  if (typeof user === 'string' || typeof group === 'string')
    scope.notes.say('decide', said.token, 'E6-09', {
      what: `the user ${said.value.text}`,
      question: 'its number is in the /etc/passwd of the image: write the number',
    });
  else
    scope.notes.settle(said.token, 'set', group === null ? 'E6-09' : 'E6-19', {
      field: containerField(scope, 'securityContext.runAsUser'),
    });
  return {
    user: typeof user === 'number' ? user : null,
    group: typeof group === 'number' ? group : null,
  };
}

/** A number, the name when it is none, null when nothing was said. */
function idOf(text: string): number | string | null {
  if (text === '') return null;
  if (text === 'root') return 0;
  return /^\d{1,10}$/.test(text) ? Number(text) : text;
}

function noNewPrivileges(scope: Scope, privileged: boolean, field: string): false | null {
  const said = scope.ledger.one('container.no-new-privileges');
  if (said === null) return null;
  if (!said.value) {
    scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'switched off, as by default' });
    return null;
  }
  if (privileged) {
    scope.notes.say('unsupported', said.token, said.rule, {
      what: 'no-new-privileges',
      why: 'Kubernetes refuses it beside privileged',
    });
    return null;
  }
  scope.notes.settle(said.token, 'set', said.rule, { field });
  return false;
}

/** mapping E6-10, D3-06 */
function groupsOf(scope: Scope): readonly number[] {
  const groups = new Set<number>();
  for (const { value, token, rule } of scope.ledger.many('container.group-add')) {
    const id = idOf(value);
    if (typeof id === 'number') {
      groups.add(id);
      scope.notes.settle(token, 'set', rule, {
        field: podField(scope, 'securityContext.supplementalGroups'),
      });
    } else
      scope.notes.say('decide', token, rule, {
        what: `the group ${value}`,
        question: 'its number is in the /etc/group of the image: write the number',
      });
  }
  return [...groups].sort((a, b) => a - b);
}

/** `hostUsers: false` is refused beside them (mapping H2-16). */
const sharesWithNode = ({ ledger }: Scope): boolean =>
  (['pod.network', 'pod.pid', 'pod.ipc'] as const).some(
    (slot) => ledger.peek(slot)?.kind === 'host',
  );

function userNamespace(scope: Scope): boolean | null {
  const said = scope.ledger.one('pod.user-namespace');
  if (said === null) return null;
  if (!said.value) {
    scope.notes.settle(said.token, 'no-effect', said.rule, {
      why: 'a Pod has the users of the host',
    });
    return null;
  }
  if (sharesWithNode(scope)) {
    scope.notes.say('decide', said.token, 'F2-21', {
      what: said.token.label,
      question:
        'a Pod cannot have users of its own beside the network, the processes or the IPC of its node, and keeps those: which of the two is needed?',
    });
    return null;
  }
  scope.notes.settle(said.token, 'set', said.rule, { field: podField(scope, 'hostUsers') });
  return false;
}

/** One value for the Pod; containers that differ need a person. */
export function agreed<T>(
  values: readonly T[],
  notes: Notes,
  rule: string,
  what: string,
): T | null {
  const distinct = [...new Map(values.map((v) => [JSON.stringify(v), v])).values()];
  if (distinct.length > 1)
    notes.say('decide', null, rule, {
      what,
      question: 'the containers of the Pod differ in it, and the first one counts',
    });
  return distinct[0] ?? null;
}
