import type {
  Container,
  ContainerPort,
  EnvFrom,
  EnvVar,
  Hook,
  Probe,
  ProbeHandler,
  Profile,
  Resources,
  SecurityContext,
  VolumeMount,
} from '../../workload/pod.ts';
import { ifTrue, object, unlessBare, unlessEmpty } from '../json.ts';
import type { Json, JsonObject } from '../manifest.ts';

/** Container in the order of the API's type. */
export function renderContainer(c: Container): JsonObject {
  return object({
    name: c.name,
    image: c.image,
    command: c.command,
    args: c.args,
    workingDir: c.workingDir,
    ports: unlessEmpty(c.ports.map(portOf)),
    envFrom: unlessEmpty(c.envFrom.map(envFromOf)),
    env: unlessEmpty(c.env.map(envOf)),
    resources: resourcesOf(c.resources),
    restartPolicy: c.restartPolicy,
    restartPolicyRules: unlessEmpty(
      c.restartPolicyRules.map(({ action, operator, exitCodes }) => ({
        action,
        exitCodes: { operator, values: [...exitCodes] },
      })),
    ),
    volumeMounts: unlessEmpty(c.volumeMounts.map(mountOf)),
    livenessProbe: probeOf(c.livenessProbe),
    readinessProbe: probeOf(c.readinessProbe),
    startupProbe: probeOf(c.startupProbe),
    lifecycle: lifecycleOf(c),
    imagePullPolicy: c.imagePullPolicy,
    securityContext: c.securityContext === null ? null : securityOf(c.securityContext),
    stdin: ifTrue(c.stdin),
    tty: ifTrue(c.tty),
  });
}

/** `protocol` is always written: it is half of the port's key (mapping H4). */
const portOf = (port: ContainerPort): JsonObject =>
  object({
    name: port.name,
    hostPort: port.hostPort,
    containerPort: port.containerPort,
    protocol: port.protocol,
    hostIP: port.hostIp,
  });

const envFromOf = ({ kind, name, optional }: EnvFrom): JsonObject => ({
  [kind === 'secret' ? 'secretRef' : 'configMapRef']: object({ name, optional: ifTrue(optional) }),
});

function envOf(variable: EnvVar): JsonObject {
  if ('value' in variable) return { name: variable.name, value: variable.value };
  const { name, from } = variable;
  if (from.kind === 'field') return { name, valueFrom: { fieldRef: { fieldPath: from.path } } };
  const reference = object({ name: from.name, key: from.key, optional: ifTrue(from.optional) });
  const field = from.kind === 'secret' ? 'secretKeyRef' : 'configMapKeyRef';
  return { name, valueFrom: { [field]: reference } };
}

export function resourcesOf(resources: Resources | null): JsonObject | null {
  if (resources === null) return null;
  return object({ limits: unlessBare(resources.limits), requests: unlessBare(resources.requests) });
}

const mountOf = (mount: VolumeMount): JsonObject =>
  object({
    name: mount.name,
    readOnly: ifTrue(mount.readOnly),
    mountPath: mount.mountPath,
    subPath: mount.subPath,
    mountPropagation: mount.mountPropagation,
    subPathExpr: mount.subPathExpr,
  });

/** The numbers are always written: Kubernetes' defaults are not docker's (mapping H82). */
function probeOf(probe: Probe | null): JsonObject | null {
  if (probe === null) return null;
  return {
    ...handlerOf(probe.handler),
    timeoutSeconds: probe.timeoutSeconds,
    periodSeconds: probe.periodSeconds,
    failureThreshold: probe.failureThreshold,
  };
}

function handlerOf(handler: ProbeHandler): JsonObject {
  switch (handler.kind) {
    case 'exec':
      return { exec: { command: [...handler.command] } };
    case 'tcp':
      return { tcpSocket: { port: handler.port } };
    case 'http':
      return {
        httpGet: object({
          path: handler.path,
          port: handler.port,
          scheme: handler.scheme,
          httpHeaders: unlessEmpty(handler.headers.map(({ name, value }) => ({ name, value }))),
        }),
      };
  }
}

function lifecycleOf({ postStart, preStop, stopSignal }: Container): JsonObject | null {
  if (postStart === null && preStop === null && stopSignal === null) return null;
  return object({ postStart: hookOf(postStart), preStop: hookOf(preStop), stopSignal });
}

function hookOf(hook: Hook | null): JsonObject | null {
  if (hook === null) return null;
  return hook.kind === 'exec'
    ? { exec: { command: [...hook.command] } }
    : { sleep: { seconds: hook.seconds } };
}

function securityOf(context: SecurityContext): JsonObject {
  return object({
    capabilities: capabilitiesOf(context),
    privileged: context.privileged,
    seLinuxOptions: context.seLinuxOptions === null ? null : seLinuxOf(context.seLinuxOptions),
    runAsUser: context.runAsUser,
    runAsGroup: context.runAsGroup,
    runAsNonRoot: context.runAsNonRoot,
    readOnlyRootFilesystem: context.readOnlyRootFilesystem,
    allowPrivilegeEscalation: context.allowPrivilegeEscalation,
    procMount: context.procMount,
    seccompProfile: profileOf(context.seccompProfile),
    appArmorProfile: profileOf(context.appArmorProfile),
  });
}

function capabilitiesOf({ capabilities }: SecurityContext): Json {
  if (capabilities === null) return null;
  return object({ add: unlessEmpty(capabilities.add), drop: unlessEmpty(capabilities.drop) });
}

const seLinuxOf = (options: NonNullable<SecurityContext['seLinuxOptions']>): JsonObject =>
  object({ user: options.user, role: options.role, type: options.type, level: options.level });

export const profileOf = (profile: Profile | null): JsonObject | null =>
  profile === null
    ? null
    : object({ type: profile.type, localhostProfile: profile.localhostProfile });
