import type { Role, Step } from './role.ts';

/** Marks the paths of the machine that a container of the same unit mounts (mapping G83–G86). */
export function withMounts(steps: readonly Step[]): readonly Step[] {
  const sources = steps.flatMap(({ roles }) => roles.flatMap(sourcesOf));
  if (sources.length === 0) return steps;
  const isMounted = (path: string): boolean =>
    sources.some((source) => isWithin(path, source) || isWithin(source, path));
  return steps.map((step) => ({
    ...step,
    roles: step.roles.map((role) =>
      role.kind === 'prepare-path'
        ? { ...role, mounted: role.paths.some((path) => isMounted(clean(path.text))) }
        : role,
    ),
  }));
}

const sourcesOf = (role: Role): readonly string[] =>
  role.kind !== 'container'
    ? []
    : role.facts.flatMap((f) =>
        f.slot === 'container.volume' && f.value.kind === 'bind' && f.value.source !== null
          ? [clean(f.value.source.text)]
          : [],
      );

const clean = (path: string): string => path.replace(/\/+$/, '') || '/';

const isWithin = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
