import { fileFromPre } from '../../dialect/written-file.ts';
import { type LogicalText, spanOf, written } from '../../source/logical-text.ts';
import type { Scope } from '../container/scope.ts';

/** A file that the docker client reads when it starts a container: for `--env-file` and `--label-file`. */
export interface ClientFile {
  readonly path: string;
  /** null: it is not in the input. */
  readonly content: LogicalText | null;
}

/** Written by a Pre line of the unit (mapping G93), or supplied. */
export function clientFile(scope: Scope, named: LogicalText): ClientFile {
  const path = absolutePath(scope, named.text);
  const made = fileFromPre(scope.unit, path);
  const text = scope.around.suppliedFile(path);
  return { path, content: made ?? (text === null ? null : written(text, spanOf(named))) };
}

/** Relative paths start from the client's directory (mapping Z4). */
function absolutePath(scope: Scope, path: string): string {
  if (path.startsWith('/')) return path;
  const directory = scope.unit.unit.directives.findLast((d) => d.key === 'WorkingDirectory');
  const base = directory?.value.text.replace(/^-/, '') || '/';
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\.\//, '')}`;
}
