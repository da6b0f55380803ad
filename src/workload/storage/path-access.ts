import type { FactOf } from '../../fact/fact.ts';
import { containerField, type Scope } from '../container/scope.ts';
import { plainText } from '../environment/pod-text.ts';
import type { VolumeMount } from '../pod.ts';
import { cleanPath } from './host-path.ts';

/**
 * What `ReadOnlyPaths=`, `InaccessiblePaths=` and `ReadWritePaths=` say of paths that the container mounts (mapping D3-25):
 * mounts become read-only, and a part of one gets a read-only mount of its own.
 */
export function withAccess(scope: Scope, mounts: readonly VolumeMount[]): readonly VolumeMount[] {
  const said = scope.ledger.many('container.path-access');
  if (said.length === 0) return mounts;
  const paths = said.map((fact) => ({ fact, path: pathOf(scope, fact) }));
  const writable = paths.filter(({ fact }) => fact.value.access === 'read-write');
  let made = mounts;
  for (const { fact, path } of paths) {
    if (fact.value.access === 'read-write') sayWritable(scope, fact, path, mounts);
    else if (fact.value.access === 'none') sayHidden(scope, fact, path, mounts);
    else {
      const kept = writable.map((other) => other.path).filter((other) => other !== path);
      made = readOnlyAt(scope, fact, path, made, kept);
    }
  }
  return made;
}

type Access = FactOf<'container.path-access'>;

function pathOf(scope: Scope, { value, token, rule }: Access): string {
  const about = { token, rule, what: token.label, variable: null };
  return cleanPath(plainText(scope, value.path, about));
}

const isWithin = (path: string, directory: string): boolean =>
  directory === '/' || path === directory || path.startsWith(`${directory}/`);

function readOnlyAt(
  scope: Scope,
  { token, rule }: Access,
  path: string,
  mounts: readonly VolumeMount[],
  writable: readonly string[],
): readonly VolumeMount[] {
  const isFixed = ({ mountPath }: VolumeMount): boolean =>
    isWithin(mountPath, path) && !writable.some((other) => isWithin(mountPath, other));
  const around = mounts.filter((m) => isWithin(path, m.mountPath) && m.mountPath !== path);
  const nearest = around.toSorted((a, b) => b.mountPath.length - a.mountPath.length)[0];
  if (path !== '/' && nearest === undefined && !mounts.some(isFixed)) {
    sayUnmounted(scope, token, rule);
    return mounts;
  }
  scope.notes.settle(token, 'set', rule, {
    field: containerField(scope, `volumeMounts[${path}].readOnly`),
  });
  const fixed = mounts.map((m) => (isFixed(m) ? { ...m, readOnly: true } : m));
  const isOwn = fixed.some(({ mountPath }) => mountPath === path);
  return nearest === undefined || nearest.readOnly || isOwn
    ? fixed
    : [...fixed, partOf(nearest, path)];
}

/** The same volume once more, for one of its directories or files. */
function partOf(mount: VolumeMount, path: string): VolumeMount {
  const inner = path.slice(mount.mountPath.length).replace(/^\//, '');
  const below = (base: string | null): string | null => (base === null ? null : `${base}/${inner}`);
  return {
    ...mount,
    mountPath: path,
    readOnly: true,
    subPath: mount.subPathExpr === null ? (below(mount.subPath) ?? inner) : null,
    subPathExpr: below(mount.subPathExpr),
  };
}

function sayHidden(
  scope: Scope,
  { token, rule }: Access,
  path: string,
  mounts: readonly VolumeMount[],
): void {
  const seen = mounts.some((m) => isWithin(m.mountPath, path) || isWithin(path, m.mountPath));
  if (seen)
    scope.notes.say('unsupported', token, rule, {
      what: `${token.label}${path}`,
      why: 'it is part of a volume of the container, which sees all of it',
    });
  else sayUnmounted(scope, token, rule);
}

/** Where the root file system is read-only, what was writable has to be a volume. */
function sayWritable(
  scope: Scope,
  { token, rule }: Access,
  path: string,
  mounts: readonly VolumeMount[],
): void {
  const fixed = scope.ledger.peek('container.read-only-root') === true;
  if (!fixed || mounts.some((m) => isWithin(path, m.mountPath))) sayUnmounted(scope, token, rule);
  else
    scope.notes.say('decide', token, rule, {
      what: `${token.label}${path}`,
      question: 'which volume holds it? The root file system of the container is read-only',
    });
}

const sayUnmounted = (scope: Scope, token: Access['token'], rule: string): void =>
  scope.notes.say('not-needed', token, rule, {
    what: token.label,
    why: 'an image does not see paths of the machine that nothing mounts',
  });
