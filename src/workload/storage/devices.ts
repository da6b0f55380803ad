import type { FactOf } from '../../fact/fact.ts';
import { containerField, type Scope } from '../container/scope.ts';
import type { VolumeMount } from '../pod.ts';
import { lastPart } from './mount.ts';

/** Devices that every container has (mapping E5-18). */
const DEFAULT_DEVICES = /^\/dev\/(null|zero|full|tty|random|urandom|ptmx)$/;

/** mapping E5-18, E5-26: what `--device` asks of the security context. */
export function deviceAccess(scope: Scope): { readonly privileged: boolean } {
  const devices = scope.ledger.many('container.device').map((said) => {
    const { host, container } = said.value;
    if (!host.startsWith('/')) {
      scope.notes.say('bad-value', said.token, 'E5-18', {
        what: '--device',
        value: host,
        expected: 'a device of the machine by its absolute path',
      });
      return false;
    }
    if (host === '/dev/net/tun') {
      scope.notes.say('differs', said.token, 'E5-26', {
        what: '--device /dev/net/tun',
        how: 'it is mounted, and some runtimes do not let a container use it',
      });
      return false;
    }
    if (DEFAULT_DEVICES.test(host)) {
      scope.notes.settle(said.token, host === container ? 'no-effect' : 'set', 'E5-18', {
        why: 'every container has it',
        field: containerField(scope, 'volumeMounts'),
      });
      return false;
    }
    scope.notes.say('decide', said.token, 'E5-18', {
      what: `the device ${host}`,
      question:
        'the container becomes privileged and sees every device: is there a device plugin for it?',
    });
    return true;
  });
  return { privileged: devices.includes(true) };
}

/** Mounts of devices: those at another path, and the tun device. */
export function deviceMounts(scope: Scope): readonly VolumeMount[] {
  return scope.ledger.many('container.device').flatMap((said) => mountOf(scope, said));
}

function mountOf(scope: Scope, { value }: FactOf<'container.device'>): readonly VolumeMount[] {
  const { host, container, permissions } = value;
  if (!host.startsWith('/')) return [];
  if (host === container && host !== '/dev/net/tun') return [];
  const block = /^\/dev\/(sd|vd|xvd|nvme|loop|dm-|md)/.test(host);
  const name = scope.volumes.use(lastPart(host), `host:${host}:device`, {
    kind: 'host-path',
    path: host,
    type: block ? 'BlockDevice' : 'CharDevice',
  });
  return [
    {
      name,
      mountPath: container,
      readOnly: !permissions.includes('w'),
      subPath: null,
      subPathExpr: null,
      mountPropagation: null,
    },
  ];
}
