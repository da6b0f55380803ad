import { answerByDefault } from '../../dialect/default-answer.ts';
import { holesOf } from '../../source/logical-text.ts';
import { frame } from '../container/container-frame.ts';
import { podField, type Scope } from '../container/scope.ts';
import type { Line } from '../container/steps.ts';
import { sayWhenItRuns } from '../life/restart-policy.ts';
import type { Container, SecurityContext } from '../pod.ts';

/**
 * `chown`, `chmod` of a mounted directory of the host as an init container that runs as root and mounts it (mapping G84):
 * fsGroup does not act on a hostPath. null: it stays with the default answer.
 */
export function ownerInit(
  scope: Scope,
  { step, role }: Line<'prepare-path'>,
  main: Container,
  name: string,
): Container | null {
  const { words } = step.step;
  const isPlain = words[0]?.text.text.split('/').at(-1) === role.program && step.roles.length === 1;
  const known = words.every(({ text }) => holesOf(text).length === 0);
  const mounts = role.paths.flatMap((p) => hostVolumes(scope, p.text));
  if (!isPlain || !known || mounts.length === 0) {
    answerByDefault(role, scope.notes);
    return null;
  }
  const image = scope.around.decisions.text('shell-image') ?? main.image;
  for (const token of role.tokens)
    scope.notes.settle(token, 'set', 'G84', { field: podField(scope, `initContainers[${name}]`) });
  const first = role.tokens[0];
  if (first !== undefined)
    sayWhenItRuns(scope, first, 'G84', `${role.program} of a mounted directory`);
  const argv = words.map(({ text }) => text.text.replace(/\$(?=[$(])/g, '$$$$'));
  return {
    ...frame(name, image),
    securityContext: AS_ROOT,
    command: [role.program, ...argv.slice(1)],
    volumeMounts: mounts.map(({ name: volume, path }) => ({
      name: volume,
      mountPath: path,
      readOnly: false,
      subPath: null,
      subPathExpr: null,
      mountPropagation: null,
    })),
  };
}

/** Volumes of the Pod that are this path of the host, or lie above it. */
function hostVolumes(
  { volumes }: Scope,
  path: string,
): readonly { readonly name: string; readonly path: string }[] {
  return volumes
    .volumes()
    .flatMap(({ name, source }) =>
      source.kind === 'host-path' &&
      (path.replace(/\/+$/, '') === source.path || path.startsWith(`${source.path}/`))
        ? [{ name, path: source.path }]
        : [],
    );
}

const AS_ROOT: SecurityContext = {
  privileged: null,
  allowPrivilegeEscalation: null,
  readOnlyRootFilesystem: null,
  runAsUser: 0,
  runAsGroup: null,
  runAsNonRoot: null,
  capabilities: null,
  seccompProfile: null,
  appArmorProfile: null,
  seLinuxOptions: null,
  procMount: null,
};
