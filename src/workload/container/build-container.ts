import type { PullPolicy } from '../../fact/slots.ts';
import { environmentOfContainer } from '../environment/env.ts';
import { plainText } from '../environment/pod-text.ts';
import { healthProbes, NO_PROBES, type Probes } from '../life/health.ts';
import { type Network, networkOf } from '../network/network.ts';
import { type ContainerPorts, portsOf } from '../network/ports.ts';
import type { Container } from '../pod.ts';
import { type Security, securityOf } from '../security/security.ts';
import { deviceMounts } from '../storage/devices.ts';
import { withAccess } from '../storage/path-access.ts';
import { mountsOf } from '../storage/volumes.ts';
import type { SupportObject } from '../workload.ts';
import { commandOf } from './entrypoint.ts';
import { type SmallFlags, smallFlagsOf } from './flags.ts';
import { imageOf } from './image.ts';
import { resourcesOf } from './resources.ts';
import type { Scope } from './scope.ts';
import { containerField } from './scope.ts';
import { looped, umaskOf, wrapped } from './wrap.ts';

/** A container and what its flags say about the Pod around it. */
export interface BuiltContainer {
  readonly container: Container;
  readonly network: Network;
  readonly security: Security;
  readonly flags: SmallFlags;
  readonly ports: ContainerPorts;
  readonly shared: readonly SupportObject[];
  /** A placeholder stands where the image should. */
  readonly unresolved: string | null;
}

/** What the unit's other lines say of the container. */
export interface Beside {
  readonly pullPolicy: PullPolicy | null;
  readonly probes: boolean;
}

/** All facts of one container become its fields. null: it has no image that could run. */
export function buildContainer(scope: Scope, beside: Beside): BuiltContainer | null {
  const image = imageOf(scope);
  const { command, args } = commandOf(scope);
  const own = environmentOfContainer(scope);
  const around = wrapped({ command, args }, own.removed, umaskOf(scope));
  const program = looped(scope, around);
  const ports = portsOf(scope);
  const security = securityOf(scope);
  const network = networkOf(scope);
  const flags = smallFlagsOf(scope);
  const mounts = [...withAccess(scope, mountsOf(scope)), ...deviceMounts(scope)];
  const probes = probesOf(scope, beside.probes);
  const container: Container = {
    name: scope.container,
    image: image?.text ?? '',
    imagePullPolicy:
      scope.ledger.take('container.pull-policy', containerField(scope, 'imagePullPolicy')) ??
      beside.pullPolicy ??
      'IfNotPresent',
    command: program.command,
    args: program.args,
    workingDir: workingDir(scope),
    env: [],
    envFrom: own.envFrom,
    ports: ports.ports,
    resources: resourcesOf(scope),
    volumeMounts: mounts,
    securityContext: security.context,
    readinessProbe: probes.readiness,
    livenessProbe: probes.liveness,
    startupProbe: probes.startup,
    postStart: null,
    preStop: null,
    stopSignal: null,
    stdin: flags.stdin,
    tty: flags.tty,
    restartPolicy: null,
    restartPolicyRules: [],
  };
  if (image === null) return null;
  return {
    // Symbols are known only after all texts have been read (mapping H30, H32).
    container: { ...container, env: [...scope.symbols.entries(), ...own.env] },
    network,
    security,
    flags,
    ports,
    shared: own.shared,
    unresolved: image.unresolved ? image.text : null,
  };
}

/** mapping H84: no probes on init containers. */
function probesOf(scope: Scope, wanted: boolean): Probes {
  if (wanted) return healthProbes(scope);
  for (const { token, rule } of scope.ledger.many('container.health'))
    scope.notes.settle(token, 'no-effect', rule, { why: 'a container that ends has no probes' });
  return NO_PROBES;
}

/** mapping E6-11, D3-08 */
function workingDir(scope: Scope): string | null {
  const said = scope.ledger.one('container.working-dir');
  if (said === null) return null;
  const about = { token: said.token, rule: said.rule, what: '--workdir', variable: null };
  const path = plainText(scope, said.value, about);
  if (!path.startsWith('/')) {
    scope.notes.say('bad-value', said.token, said.rule, {
      what: '--workdir',
      value: path,
      expected: 'an absolute path: docker refuses another',
    });
    return null;
  }
  scope.notes.settle(said.token, 'set', said.rule, { field: containerField(scope, 'workingDir') });
  return path;
}
