import type { Check } from '../../dialect/role.ts';
import type { Word } from '../../exec/command.ts';
import type { Ledger } from '../../fact/ledger.ts';
import type { Token } from '../../finding/account.ts';
import { holesOf, type LogicalText } from '../../source/logical-text.ts';
import type { Scope } from '../container/scope.ts';
import { rewrittenText, shellWord } from '../environment/pod-text.ts';
import { publishedPortsOf } from '../network/published-ports.ts';
import type { Probe, ProbeHandler } from '../pod.ts';
import { forProbe } from './health.ts';

/**
 * A check that a loop of the unit makes on its own container as a probe (mapping G40, G45); null when it asks something
 * else. The host port of the check becomes the container's.
 */
export function probeOf(
  scope: Scope,
  check: Check,
  ownNames: readonly string[],
  intervalSeconds: number | null,
  failureThreshold: number,
  token: Token,
): Probe | null {
  const handler = handlerOf(scope, check, ownNames, token);
  if (handler === null) return null;
  const timeout = 'timeoutSeconds' in check ? check.timeoutSeconds : null;
  return {
    handler,
    periodSeconds: whole(intervalSeconds ?? 5),
    timeoutSeconds: whole(timeout ?? 5),
    failureThreshold: whole(failureThreshold),
  };
}

/** mapping G45: the check of the loop that announced the unit says when it may get traffic, as its key did. */
export function announcedProbe(
  scope: Scope,
  ownNames: readonly string[],
  token: Token,
): { readonly probe: Probe; readonly by: string } | null {
  for (const reason of scope.around.reasonsForService(scope.unit.unit.name.full)) {
    if (reason.kind !== 'announced' || reason.check === null) continue;
    const { check, intervalSeconds, ttlSeconds } = reason.check;
    const tries = ttlSeconds === null ? 3 : ttlSeconds / (intervalSeconds ?? ttlSeconds);
    const probe = probeOf(scope, check, ownNames, intervalSeconds, tries, token);
    if (probe !== null) return { probe, by: reason.by };
  }
  return null;
}

/**
 * The time that the unit gave its wait, as a startup probe with the same check (mapping G40a): `TimeoutStartSec=`, else 90 s
 * where `Restart=` tries again after a start timeout. null: it waited for ever, or gave up for good.
 */
export function startupOf(readiness: Probe, directives: Ledger): Probe | null {
  const said = directives.peek('service.timeout-start');
  const retries = /^(always|on-failure|on-abnormal)$/.test(
    directives.peek('service.restart') ?? 'no',
  );
  const seconds = said === null ? (retries ? 90 : 0) : said / 1e6;
  if (seconds === 0 || !Number.isFinite(seconds)) return null;
  return { ...readiness, periodSeconds: 5, failureThreshold: whole(seconds / 5) };
}

/** mapping H82 */
const whole = (value: number): number => Math.max(1, Math.ceil(value));

function handlerOf(
  scope: Scope,
  check: Check,
  ownNames: readonly string[],
  token: Token,
): ProbeHandler | null {
  if (check.kind === 'etcd-key') return null;
  if (check.kind === 'exec') {
    if (!ownNames.includes(check.container.text)) return null;
    return { kind: 'exec', command: probeCommand(scope, check.words, token) };
  }
  const port = ownPort(scope, check.host, check.port, ownNames);
  if (port === null) return null;
  if (check.kind === 'tcp') return { kind: 'tcp', port };
  return {
    kind: 'http',
    port,
    path: check.path.startsWith('/') ? check.path : `/${check.path}`,
    scheme: check.https ? 'HTTPS' : 'HTTP',
    headers: check.headers,
  };
}

/** A symbol in the words of a probe becomes the empty string, so that a shell has to read it (mapping H36). */
function probeCommand(scope: Scope, words: readonly Word[], token: Token): readonly string[] {
  const about = { token, rule: 'G40', what: 'a check of the container', variable: null };
  const shell = words.some(({ text }) => holesOf(text).length > 0);
  if (!shell) return words.map(({ text }) => rewrittenText(scope, text, about));
  const script = words.map(({ text }) => shellWord(scope, text, about)).join(' ');
  return ['sh', '-c', forProbe(script)];
}

/** Port of the container that the check reaches, or null when it asks somebody else. */
function ownPort(
  scope: Scope,
  host: LogicalText,
  port: number,
  ownNames: readonly string[],
): number | null {
  const published = publishedPortsOf(scope.ledger);
  const onHost = scope.ledger.peek('pod.network')?.kind === 'host';
  if (ownNames.includes(host.text)) return port;
  if (!isMachine(host)) return null;
  if (onHost) return port;
  const mapped = published.find((p) => p.host === port && p.protocol === 'TCP');
  if (mapped !== undefined) return mapped.container;
  return published.some((p) => p.container === port) ? port : null;
}

function isMachine(host: LogicalText): boolean {
  const hole = holesOf(host)[0];
  if (hole !== undefined)
    return (
      hole.kind === 'symbol' ||
      /^(DOCKER|COREOS_|private_ipv4)/.test(hole.kind === 'unknown' ? (hole.variable ?? '') : '')
    );
  return /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|172\.17\.(42\.1|0\.1)|10\.1\.42\.1)$/.test(
    host.text,
  );
}
