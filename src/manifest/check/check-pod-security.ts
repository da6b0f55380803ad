import { checkProfile } from './check-security.ts';
import { child, children, flag, has, type Place, pathOf, text } from './place.ts';
import type { Check } from './problem.ts';

/** Namespaces of the host, user namespaces, sysctls of the Pod. */
export function checkPodSecurity(spec: Place, check: Check): void {
  const context = child(spec, 'securityContext');
  checkProfile(child(context, 'seccompProfile'), check);
  checkProfile(child(context, 'appArmorProfile'), check);
  checkSysctls(spec, context, check);
  if (flag(spec, 'hostPID') && flag(spec, 'shareProcessNamespace'))
    check.say(pathOf(spec, 'shareProcessNamespace'), 'E6-15', 'must not stand beside hostPID');
  if (has(spec, 'hostUsers') && !flag(spec, 'hostUsers')) checkOwnUsers(spec, check);
}

/** mapping H2-16 */
function checkOwnUsers(spec: Place, check: Check): void {
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (flag(spec, field))
      check.say(pathOf(spec, field), 'H2-16', 'must not stand beside hostUsers: false');
  for (const container of children(spec, 'containers'))
    if (has(container, 'volumeDevices'))
      check.say(
        pathOf(container, 'volumeDevices'),
        'H2-16',
        'must not stand beside hostUsers: false',
      );
}

/** Sysctls of a namespace that is the host's are the host's. */
function checkSysctls(spec: Place, context: Place | null, check: Check): void {
  const seen = new Set<string>();
  for (const sysctl of children(context, 'sysctls')) {
    const name = (text(sysctl, 'name') ?? '').replaceAll('/', '.');
    const path = pathOf(sysctl, 'name');
    if (seen.has(name)) check.say(path, 'E6-21', `${name} is there twice`);
    seen.add(name);
    if (flag(spec, 'hostNetwork') && name.startsWith('net.'))
      check.say(path, 'E6-21', 'must not stand beside hostNetwork');
    if (flag(spec, 'hostIPC') && /^(?:kernel\.(?:shm|msg|sem)|fs\.mqueue\.)/.test(name))
      check.say(path, 'E6-21', 'must not stand beside hostIPC');
  }
}
