import type { Step } from '../../dialect/role.ts';
import type { Token } from '../../finding/account.ts';
import { parseBoolean } from '../../unit/values.ts';
import { rewrittenText } from '../environment/pod-text.ts';
import { sayWhenItRuns } from '../life/restart-policy.ts';
import type { Container } from '../pod.ts';
import type { BuiltContainer } from './build-container.ts';
import type { MemberScope } from './member-scope.ts';
import type { PodBooks } from './pod-books.ts';
import type { Scope } from './scope.ts';

/**
 * Lines that ran programs of the machine before that of the unit (mapping D2-09, B32): init containers of its image, with
 * its mounts, variables and user. The image was given for the unit (B81), so that it has to hold their programs too.
 */
export function programInits(
  { main: scope, shape }: MemberScope,
  built: BuiltContainer,
  books: PodBooks,
): readonly BuiltContainer[] {
  return shape.programsBefore.map((step) => {
    const name = books.name(`${scope.container}-init`);
    const container = { ...withoutLife(built.container), name };
    const argv = step.step.words.map(({ text }) =>
      rewrittenText(scope, text, {
        token: tokenOf(step, scope),
        rule: 'D2-09',
        what: 'an argument',
        variable: null,
      }),
    );
    for (const token of step.tokens)
      scope.notes.settle(token, 'set', 'D2-09', { field: `initContainers[${name}].command` });
    if (step.step.key === 'ExecStartPre')
      sayWhenItRuns(scope, step.step.command.span, 'D2-09', 'a program in ExecStartPre');
    return { ...built, shared: [], container: asLine(container, argv, step, scope) };
  });
}

const tokenOf = ({ step, tokens }: Step, { unit }: Scope): Token =>
  tokens[0] ?? {
    kind: 'word',
    unit: unit.unit.name.full,
    label: `${step.key}=`,
    span: step.command.span,
  };

/** What a container that ends before the others start has not (mapping H84). */
const withoutLife = (container: Container): Container => ({
  ...container,
  args: null,
  ports: [],
  readinessProbe: null,
  livenessProbe: null,
  startupProbe: null,
  postStart: null,
  preStop: null,
  stopSignal: null,
});

/** mapping D2-20: `-` needs a shell in the image; `+`, `!`, `!!` and `PermissionsStartOnly=` mean root. */
function asLine(
  container: Container,
  argv: readonly string[],
  { step }: Step,
  scope: Scope,
): Container {
  const { ignoreFailure, privilege } = step.command.prefixes;
  const command = ignoreFailure ? ['sh', '-c', '"$@" || true', '--', ...argv] : argv;
  const isRoot = privilege !== '' || (step.key !== 'ExecStart' && isAboutStartOnly(scope));
  const context = container.securityContext;
  if (!isRoot || context === null) return { ...container, command };
  return { ...container, command, securityContext: { ...context, runAsUser: 0, runAsGroup: 0 } };
}

const isAboutStartOnly = ({ unit }: Scope): boolean =>
  parseBoolean(
    unit.unit.directives.findLast(({ key }) => key === 'PermissionsStartOnly')?.value.text ?? '',
  ) === true;
