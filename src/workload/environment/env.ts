import { type EnvFileEntry, readEnvFile } from '../../dialect/docker/env-file.ts';
import type { FactOf } from '../../fact/fact.ts';
import type { Token } from '../../finding/account.ts';
import { isSecret } from '../../finding/secret.ts';
import type { LogicalText } from '../../source/logical-text.ts';
import { sanitised, shortened } from '../container/pod-name.ts';
import { containerField, type Scope } from '../container/scope.ts';
import type { EnvFrom, EnvVar } from '../pod.ts';
import { registeredVariables } from '../set/registration.ts';
import type { SupportObject } from '../workload.ts';
import { clientFile } from './client-file.ts';
import { fromClient, isLegalName, variableOf } from './env-variable.ts';
import { storedVariables } from './many-variables.ts';
import { isKnown } from './pod-text.ts';

/** A container's own variables. Symbols stand before them, see `symbol-table.ts`. */
export interface ContainerEnv {
  readonly env: readonly EnvVar[];
  readonly envFrom: readonly EnvFrom[];
  /** ConfigMaps and Secrets of environment files: one for each file, whoever uses it. */
  readonly shared: readonly SupportObject[];
}

/** Those of the whole container. */
export interface WholeEnv extends ContainerEnv {
  /** Variables that the image may set and docker took away, for `env -u` (mapping E3-07). */
  readonly removed: readonly string[];
}

/** mapping E3, H20, H32: entries of files first, then `-e`; a name said twice keeps its first place and last value. */
export function environmentOfContainer(scope: Scope): WholeEnv {
  const variables = new Map<string, EnvVar>();
  const removed: string[] = [];
  const envFrom: EnvFrom[] = [];
  const shared: SupportObject[] = [];
  for (const file of scope.ledger.many('container.env-file')) {
    const made = fromFile(scope, file);
    for (const variable of made.env) variables.set(variable.name, variable);
    envFrom.push(...made.envFrom);
    shared.push(...made.shared);
  }
  const registered = registeredVariables(scope);
  const last = new Map(scope.ledger.many('container.env').map((f) => [f.value.name, f]));
  for (const said of scope.ledger.many('container.env')) {
    const { name } = said.value;
    if (registered.has(said)) continue;
    if (last.get(name) !== said) {
      scope.notes.settle(said.token, 'no-effect', 'E3-01', {
        why: `${name} is set again later, and the last value counts`,
      });
      continue;
    }
    const variable = fromFlag(scope, said);
    if (variable === 'removed') removed.push(name);
    else if (variable !== null) variables.set(name, variable);
  }
  const stored = storedVariables(scope, variables);
  return {
    env: inOrder(scope, variables).filter(({ name }) => !stored.names.has(name)),
    envFrom: [...envFrom, ...stored.envFrom],
    shared: [...shared, ...stored.shared],
    removed,
  };
}

/** A later duplicate takes the place of the first (mapping H32), which a Map does by itself. */
function inOrder(scope: Scope, variables: ReadonlyMap<string, EnvVar>): readonly EnvVar[] {
  const order = scope.ledger.many('container.env').map(({ value }) => value.name);
  const first = [...variables.keys()].filter((name) => !order.includes(name));
  const names = new Set([...first, ...order]);
  return [...names].flatMap((name) => variables.get(name) ?? []);
}

const LEGAL = 'a name of printable ASCII characters without =';

function fromFlag(
  scope: Scope,
  { value, token, rule }: FactOf<'container.env'>,
): EnvVar | 'removed' | null {
  if (!isLegalName(value.name)) {
    scope.notes.say('bad-value', token, 'E3-04', {
      what: '--env',
      value: value.name,
      expected: LEGAL,
    });
    return null;
  }
  const field = containerField(scope, `env[${value.name}]`);
  if (value.value !== null) {
    scope.notes.settle(token, 'set', rule, { field });
    return variableOf(scope, value.name, value.value, token, 'E3-01');
  }
  return fromClient(scope, value.name, token, field);
}

function fromFile(
  scope: Scope,
  { value, token, rule }: FactOf<'container.env-file'>,
): ContainerEnv {
  const nothing = { env: [], envFrom: [], shared: [] };
  const { path, content } = clientFile(scope, value.path);
  if (content === null) {
    scope.notes.say('env-file-missing', token, 'E3-03', { path });
    return nothing;
  }
  const entries = readEnvFile(content);
  if (entries === null) {
    scope.notes.say('bad-value', token, 'E3-03', {
      what: '--env-file',
      value: path,
      expected: 'names without blanks, and all of it in UTF-8',
    });
    return nothing;
  }
  if (content.text.includes('\0')) {
    scope.notes.say('bad-value', token, 'E3-01', {
      what: '--env-file',
      value: path,
      expected: 'variables without NUL, which no process can be given',
    });
    return nothing;
  }
  scope.notes.settle(token, 'set', rule, { field: containerField(scope, 'envFrom') });
  const inline = entries.filter((entry) => !fitsConfigMap(scope, entry));
  const stored = entries.filter((entry) => fitsConfigMap(scope, entry));
  const env = inline.flatMap((entry) => inlineEntry(scope, entry, token));
  return { env, ...fileObjects(scope, path, stored, token) };
}

/** Names of a file of `--env-file` without a value: the client has it (mapping E3-02). */
export function bareNames(scope: Scope, path: LogicalText): readonly string[] {
  const { content } = clientFile(scope, path);
  const entries = content === null ? null : readEnvFile(content);
  return (entries ?? []).flatMap(({ name, value }) => (value === null ? [name] : []));
}

/** mapping H20-9, E3-08 */
function fitsConfigMap(scope: Scope, { name, value }: EnvFileEntry): boolean {
  return (
    value !== null && /^(?!\.\.?$|\.\.)[-._a-zA-Z0-9]{1,253}$/.test(name) && isKnown(scope, value)
  );
}

function inlineEntry(scope: Scope, { name, value }: EnvFileEntry, token: Token): readonly EnvVar[] {
  if (value === null) {
    const made = fromClient(scope, name, token, containerField(scope, `env[${name}]`));
    return made === null || made === 'removed' ? [] : [made];
  }
  if (isLegalName(name)) return [variableOf(scope, name, value, token, 'E3-03')];
  scope.notes.say('bad-value', token, 'E3-04', {
    what: '--env-file',
    value: name,
    expected: LEGAL,
  });
  return [];
}

/** One ConfigMap for each file, and a Secret beside it for the lines that look like secrets (mapping H20-7). */
function fileObjects(
  scope: Scope,
  path: string,
  entries: readonly EnvFileEntry[],
  token: Token,
): Pick<ContainerEnv, 'envFrom' | 'shared'> {
  const name = shortened(`env-${sanitised(path)}`, 200);
  const all = new Map(entries.map((entry) => [entry.name, entry.value?.text ?? '']));
  const secret = [...all].filter(([key, value]) => isSecret(key, value));
  const plain = [...all].filter(([key, value]) => !isSecret(key, value));
  const include = scope.around.decisions.isOn('include-secrets');
  const envFrom: EnvFrom[] = [];
  const shared: SupportObject[] = [];
  if (plain.length > 0) {
    envFrom.push({ kind: 'config-map', name, optional: false });
    shared.push({ kind: 'ConfigMap', name, data: Object.fromEntries(plain), binaryData: {} });
  }
  if (secret.length > 0) {
    const secretName = `${name}-secret`;
    envFrom.push({ kind: 'secret', name: secretName, optional: false });
    const stringData = Object.fromEntries(secret.map(([k, v]) => [k, include ? v : 'REPLACE_ME']));
    shared.push({ kind: 'Secret', name: secretName, type: 'Opaque', stringData });
    for (const [key] of secret)
      scope.notes.say('secret-moved', token, 'H20-7', { name: key, secret: secretName });
  }
  return { envFrom, shared };
}
