import type { Role } from '../dialect/role.ts';
import type { Token } from '../finding/account.ts';
import type { StopBudget } from './grace.ts';
import type { Scope } from './scope.ts';
import { containerField } from './scope.ts';

type StopRole = Extract<Role, { kind: 'stop-container' }>;

/** mapping D4-02, D4-02a, E2-08: the signal of a stop, where it is not what a Pod sends. */
export function stopSignalOf(
  scope: Scope,
  stop: StopBudget,
  lines: readonly (StopRole & { readonly tokens?: readonly Token[] })[],
): string | null {
  const said = scope.ledger.one('container.stop-signal');
  const byDocker = lines.some(({ verb }) => verb === 'stop');
  if (said !== null && !byDocker)
    scope.notes.settle(said.token, 'no-effect', 'E2-08', {
      why: 'only docker stop looks at it, and the unit does not use it',
    });
  else if (said !== null && stop.signal === null)
    scope.notes.settle(said.token, 'no-effect', 'E2-08', { why: 'TERM is what a Pod sends' });
  if (stop.signal === null) return null;
  const enabled = scope.around.decisions.list('enable').includes('stop-signals');
  const signal = `SIG${stop.signal}`;
  const token = byDocker ? (said?.token ?? null) : tokenOf(lines);
  if (enabled) {
    if (token !== null)
      scope.notes.settle(token, 'set', 'D4-02a', {
        field: containerField(scope, 'lifecycle.stopSignal'),
      });
    return signal;
  }
  scope.notes.say('stop-signal', token ?? spanOf(scope), 'D4-02', { signal });
  return null;
}

const tokenOf = (lines: readonly { readonly tokens?: readonly Token[] }[]): Token | null =>
  lines.flatMap((line) => line.tokens ?? [])[0] ?? null;

const spanOf = ({ unit }: Scope) =>
  unit.unit.directives.findLast((d) => d.key === 'KillSignal')?.span ?? null;
