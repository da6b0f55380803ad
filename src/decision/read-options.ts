import {
  type Decisions,
  FEATURES,
  type KubeVersion,
  type ListName,
  NOT_BUILT,
  OPTIONS,
  type OptionName,
  type SwitchName,
  type TextName,
} from './options.ts';

/** What a person typed, not yet looked at. */
export interface GivenDecisions {
  readonly kubeVersion: KubeVersion;
  readonly namespace: string | null;
  readonly keepUnresolved: boolean;
  /** `NAME` or `NAME=VALUE`, in order. */
  readonly options: readonly string[];
}

/** Wrong use: an option that does not exist, or a value that it does not take. */
export class WrongOption extends Error {}

/** Throws `WrongOption`. A later value of a `text` option replaces an earlier one. */
export function readDecisions(given: GivenDecisions): Decisions {
  const values = new Map<OptionName, string[]>();
  for (const text of given.options) {
    const { name, value } = readOption(text);
    const earlier = OPTIONS[name].takes === 'list' ? (values.get(name) ?? []) : [];
    values.set(name, [...earlier, value]);
    checkVersion(text, given.kubeVersion);
  }
  return {
    kubeVersion: given.kubeVersion,
    namespace: given.namespace,
    keepUnresolved: given.keepUnresolved,
    isOn: (name: SwitchName) => values.get(name)?.at(-1) === 'true',
    text: (name: TextName) => values.get(name)?.at(-1) ?? OPTIONS[name].default,
    list: (name: ListName) => values.get(name) ?? [],
  };
}

function readOption(text: string): { name: OptionName; value: string } {
  const eq = text.indexOf('=');
  const name = eq < 0 ? text : text.slice(0, eq);
  if (!isOptionName(name))
    throw new WrongOption(
      `--option ${name} does not exist; known are ${Object.keys(OPTIONS).sort().join(', ')}`,
    );
  if (NOT_BUILT.has(name)) throw new WrongOption(`--option ${name} is not built yet`);
  const value = eq < 0 ? null : text.slice(eq + 1);
  return {
    name,
    value: OPTIONS[name].takes === 'switch' ? readSwitch(name, value) : readText(name, value),
  };
}

/** Options that say something without a value too: `--option pvc` leaves class and size to the defaults. */
const VALUE_OPTIONAL: ReadonlySet<OptionName> = new Set(['pvc']);
/** Lists of KEY=VALUE. */
const PAIRS: ReadonlySet<OptionName> = new Set([
  'set',
  'image-map',
  'node-map',
  'well-known',
  'probe',
]);

function readText(name: OptionName, value: string | null): string {
  if (value === null || value === '') {
    if (VALUE_OPTIONAL.has(name)) return '';
    throw new WrongOption(`--option ${name} needs a value: ${name}=VALUE`);
  }
  const allowed: readonly string[] | null = OPTIONS[name].values;
  if (allowed !== null && !allowed.includes(value))
    throw new WrongOption(`--option ${name} takes ${allowed.join(', ')}, not ${value}`);
  if (name === 'enable' && !FEATURES.includes(value))
    throw new WrongOption(`--option enable takes ${FEATURES.join(', ')}, not ${value}`);
  if (PAIRS.has(name) && value.indexOf('=') < 1)
    throw new WrongOption(`--option ${name} needs KEY=VALUE, not ${value}`);
  return value;
}

function readSwitch(name: string, value: string | null): string {
  if (value === null || value === 'true' || value === 'yes' || value === 'on') return 'true';
  if (value === 'false' || value === 'no' || value === 'off') return 'false';
  throw new WrongOption(`--option ${name} is on or off, not ${value}`);
}

/** mapping H2-11: the server of 1.35 refuses the action RestartAllContainers. */
function checkVersion(option: string, version: KubeVersion): void {
  if (version === '1.35' && /^(bind-restart(?!=(false|no|off)$)|enable=restart-all$)/.test(option))
    throw new WrongOption(`--option ${option} needs --kube-version 1.36 or later`);
}

const isOptionName = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);
