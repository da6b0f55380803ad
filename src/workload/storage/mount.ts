import type { FactOf } from '../../fact/fact.ts';
import type { VolumeUse } from '../../fact/slots.ts';
import type { Token } from '../../finding/account.ts';
import { containerField, type Scope } from '../container/scope.ts';
import { plainText } from '../environment/pod-text.ts';
import type { VolumeMount } from '../pod.ts';
import { cleanPath } from './host-path.ts';

/** One mount to be made: what was said, and where it was said. */
export interface Wish {
  readonly use: VolumeUse;
  readonly token: Token;
  readonly rule: string;
  /** Absolute and clean. */
  readonly target: string;
  /** Volume key of a container whose volumes are taken over (mapping B67), or null. */
  readonly owner: string | null;
}

/** null: the target cannot be mounted, which docker refuses as well (mapping E5-22). */
export function wish(
  scope: Scope,
  { value, token, rule }: FactOf<'container.volume'>,
  owner: string | null,
): readonly Wish[] {
  const about = { token, rule: 'E5-22', what: 'the target of a volume', variable: null };
  const written = plainText(scope, value.target, about);
  const target = cleanPath(written);
  if (!written.startsWith('/') || target === '/') {
    scope.notes.say('bad-value', token, 'E5-22', {
      what: 'a volume',
      value: written,
      expected: 'an absolute target that is not /',
    });
    return [];
  }
  return [{ use: value, token, rule, target, owner }];
}

/** The mount of a volume in the book. Settles the token. */
export function mounted(
  scope: Scope,
  { use, token, rule, target }: Wish,
  name: string,
  part: { readonly subPath?: string | null; readonly subPathExpr?: string | null } = {},
): VolumeMount {
  scope.notes.settle(token, 'set', rule, {
    field: containerField(scope, `volumeMounts[${target}]`),
  });
  return {
    name,
    mountPath: target,
    readOnly: use.readOnly,
    subPath: part.subPath ?? use.subPath,
    subPathExpr: part.subPathExpr ?? null,
    mountPropagation: use.propagation,
  };
}

/** Name for a volume: last part of its path (mapping A11). */
export const lastPart = (path: string): string => path.split('/').filter(Boolean).at(-1) ?? 'root';
