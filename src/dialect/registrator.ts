import type { Fact, FactOf } from '../fact/fact.ts';
import { HOLE } from '../source/logical-text.ts';

/** What a container tells registrator by its variables (mapping G58). */
export interface Registration {
  /** Of `SERVICE_NAME`, or null. */
  readonly name: string | null;
  /** Port of the container → name, of `SERVICE_80_NAME`. */
  readonly portNames: ReadonlyMap<number, string>;
  /** `SERVICE_IGNORE`: it was not to be registered. */
  readonly ignored: boolean;
  /** All variables that registrator reads. */
  readonly variables: readonly FactOf<'container.env'>[];
}

const VARIABLE = /^SERVICE_(?:(\d{1,5})_)?(NAME|TAGS|ID|IGNORE|CHECK_\w+|\w+)$/;

/** null: the container says nothing to registrator. */
export function registrationOf(facts: readonly Fact[]): Registration | null {
  const variables = facts.filter(
    (f): f is FactOf<'container.env'> => f.slot === 'container.env' && VARIABLE.test(f.value.name),
  );
  const told = variables.filter(({ value }) => /_(NAME|TAGS|IGNORE|ID)$/.test(value.name));
  if (told.length === 0) return null;
  const portNames = new Map<number, string>();
  let name: string | null = null;
  for (const { value } of told) {
    const [, port, what] = VARIABLE.exec(value.name) ?? [];
    const text = value.value?.text ?? '';
    if (what !== 'NAME' || text === '' || text.includes(HOLE)) continue;
    if (port === undefined) name = text;
    else portNames.set(Number(port), text);
  }
  const ignored = told.some(({ value }) => value.name === 'SERVICE_IGNORE');
  return { name, portNames, ignored, variables };
}
