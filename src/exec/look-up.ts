import { hole, type LogicalText, written } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { ExecKey } from './command.ts';
import type { Environment, Variable } from './environment.ts';

/** A variable that is set: by the unit, or by something that is only known on the machine. */
export type Found =
  | { readonly kind: 'variable'; readonly variable: Variable }
  /** `text` is one hole, or the answer that somebody gave for it. It stands at `span`, where it was asked for. */
  | { readonly kind: 'machine'; readonly text: LogicalText };

/**
 * Addresses that CoreOS wrote into `/etc/environment`, and its setup-network-environment into
 * `/etc/network-environment` (mapping D3-03, G70); outside addresses are not known in a Pod (G70a).
 */
const PRIVATE_ADDRESSES = new Set(['COREOS_PRIVATE_IPV4', 'private_ipv4', 'DEFAULT_IPV4']);
const PUBLIC_ADDRESSES = new Set(['COREOS_PUBLIC_IPV4', 'public_ipv4']);

export const isMachineAddress = (name: string): boolean =>
  PRIVATE_ADDRESSES.has(name) || PUBLIC_ADDRESSES.has(name);

/** Set by systemd for every command, mapping G75. */
const ALWAYS = new Set(['INVOCATION_ID', 'JOURNAL_STREAM', 'PATH', 'LANG']);
/** What man systemd.exec says of the others: the keys whose commands get them. */
const AFTER_START: ReadonlySet<ExecKey> = new Set<ExecKey>([
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
]);
const AFTER_END: ReadonlySet<ExecKey> = new Set<ExecKey>(['ExecStop', 'ExecStopPost']);

const OF_SYSTEMD: Readonly<Record<string, ReadonlySet<ExecKey>>> = {
  MAINPID: AFTER_START,
  SERVICE_RESULT: AFTER_END,
  EXIT_CODE: AFTER_END,
  EXIT_STATUS: AFTER_END,
};

export const isOfSystemd = (name: string): boolean =>
  ALWAYS.has(name) || Object.hasOwn(OF_SYSTEMD, name);

/**
 * What systemd puts for a variable; null: it is not set, so that `$NAME` vanishes and `${NAME}` is empty. A name that
 * nothing sets is unknown only if an environment file is missing that could set it.
 */
export function lookUp(
  environment: Environment,
  name: string,
  was: string,
  span: Span,
  key: ExecKey | null,
): Found | null {
  const variable = environment.variables.get(name);
  if (variable !== undefined) return { kind: 'variable', variable };
  if (environment.unset.has(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return null;
  if (!isMachineFact(environment, name, key)) return null;
  const answer = environment.answers.get(name);
  if (answer !== undefined) return { kind: 'machine', text: written(answer, span) };
  return { kind: 'machine', text: unknownVariable(name, was, span) };
}

/** The hole for a variable that only the machine knows. */
export function unknownVariable(name: string, was: string, span: Span): LogicalText {
  return PRIVATE_ADDRESSES.has(name)
    ? hole({ kind: 'symbol', symbol: 'HOST_IP', was }, span)
    : hole({ kind: 'unknown', variable: name, was }, span);
}

function isMachineFact(environment: Environment, name: string, key: ExecKey | null): boolean {
  if (environment.missingFiles.length > 0 || environment.machine.has(name)) return true;
  if (Object.hasOwn(OF_SYSTEMD, name)) return key !== null && OF_SYSTEMD[name]?.has(key) === true;
  return ALWAYS.has(name);
}
