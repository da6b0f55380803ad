import type { HealthOption } from '../../fact/slots.ts';
import { containerField, type Scope } from '../container/scope.ts';
import { shellScript } from '../environment/pod-text.ts';
import type { Probe } from '../pod.ts';

/** Probes of a container. */
export interface Probes {
  readonly readiness: Probe | null;
  readonly liveness: Probe | null;
  readonly startup: Probe | null;
}

export const NO_PROBES: Probes = { readiness: null, liveness: null, startup: null };

type TimeName = Extract<HealthOption, { value: number }>['name'];

/** docker's defaults, in seconds, and a count (mapping E8-02, E8-05). */
const DEFAULTS: Readonly<Record<TimeName, number>> = {
  interval: 30,
  timeout: 30,
  retries: 3,
  'start-period': 0,
  'start-interval': 5,
};

/** mapping E8: docker only marked a container, so its check is a readiness probe. */
export function healthProbes(scope: Scope): Probes {
  const options = scope.ledger.many('container.health');
  const off = options.findLast(({ value }) => value.name === 'none');
  const command = options.findLast(({ value }) => value.name === 'command');
  if (off !== undefined || command?.value.name !== 'command') {
    for (const { token, rule } of options)
      scope.notes.settle(token, 'no-effect', rule, {
        why: off === undefined ? 'there is no health command' : 'the health check is switched off',
      });
    return NO_PROBES;
  }
  const asLiveness = scope.around.decisions.text('health-as') === 'liveness';
  const probe = asLiveness ? 'livenessProbe' : 'readinessProbe';
  for (const { value, token, rule } of options)
    scope.notes.settle(token, 'set', rule, {
      field: containerField(scope, fieldOf(value.name, probe)),
    });
  const about = { token: command.token, rule: 'E8-01', what: 'the health command', variable: null };
  const script = forProbe(shellScript(scope, command.value.value, about));
  const handler = { kind: 'exec', command: ['/bin/sh', '-c', script] } as const;
  const number = (name: TimeName): number =>
    numberOf(
      options.map((o) => o.value),
      name,
    );
  const check: Probe = {
    handler,
    periodSeconds: number('interval'),
    timeoutSeconds: number('timeout'),
    failureThreshold: Math.max(1, number('retries')),
  };
  scope.notes.say('probe-derived', command.token, 'E8-01', {
    what: 'the health check of docker, which only marked the container,',
    probe,
  });
  if (!asLiveness) return { readiness: check, liveness: null, startup: null };
  const period = number('start-period');
  const startPeriod = number('start-interval');
  const startup =
    period === 0
      ? null
      : { ...check, periodSeconds: startPeriod, failureThreshold: Math.ceil(period / startPeriod) };
  return { readiness: null, liveness: check, startup };
}

/** Probe commands are rewritten too: the `$` of `$$` and `$(` are doubled (mapping H31, H36). */
export const forProbe = (script: string): string => script.replace(/\$(?=[$(])/g, '$$$$');

function numberOf(options: readonly HealthOption[], name: TimeName): number {
  const said = options.findLast((o) => o.name === name);
  if (
    said === undefined ||
    !('value' in said) ||
    typeof said.value !== 'number' ||
    said.value === 0
  )
    return DEFAULTS[name];
  return name === 'retries' ? said.value : Math.max(1, Math.ceil(said.value / 1e6));
}

function fieldOf(name: HealthOption['name'], probe: string): string {
  if (name === 'interval') return `${probe}.periodSeconds`;
  if (name === 'timeout') return `${probe}.timeoutSeconds`;
  return name === 'retries' ? `${probe}.failureThreshold` : probe;
}
