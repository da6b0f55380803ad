import type { Surroundings } from './flatten.ts';
import type { Statement } from './statement.ts';

/**
 * Tells a text with each address, and the name or id of a container, as whose it is: they are new each time, and that
 * another fact is the same is worth knowing.
 */
export type Teller = (text: string) => string;

const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
const CONTAINER_ID = /\b[0-9a-f]{12}\b/g;

export function tellerOf(own: Statement, { machine, owners }: Surroundings): Teller {
  const ours = new Set(addressesOf(own, machine));
  const owner = (kind: string, word: string): string => {
    const units = owners.get(word);
    return units === undefined ? word : `<${kind} of ${[...units].sort().join(', ')}>`;
  };
  return (text) => {
    if (text !== '' && text === own.hostname) return '<hostname>';
    if (ours.has(text)) return '<own address>';
    return text
      .replace(ADDRESS, (word) => (ours.has(word) ? '<own address>' : owner('address', word)))
      .replace(CONTAINER_ID, (word) => owner('id', word));
  };
}

/** Units by their addresses, and by the ids that are names of their containers. */
export function ownersOf(
  statements: ReadonlyMap<string, Statement>,
  machine: Statement,
): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const [unit, statement] of statements) {
    const id = statement.hostname?.match(CONTAINER_ID) ?? [];
    for (const word of [...id, ...addressesOf(statement, machine)])
      owners.set(word, [...(owners.get(word) ?? []), unit]);
  }
  return owners;
}

/** A container on the network of its machine has none. */
const addressesOf = (statement: Statement, machine: Statement): readonly string[] =>
  statement.namespaces.net === machine.namespaces.net
    ? []
    : Object.values(statement.interfaces ?? {})
        .filter(({ flags }) => !flags.includes('loopback'))
        .flatMap(({ addresses }) => addresses.map((address) => address.replace(/\/\d+$/, '')));
