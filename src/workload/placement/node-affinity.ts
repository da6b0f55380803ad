import type { Decisions } from '../../decision/options.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import type { FleetMachine } from '../../inventory/inventory.ts';
import { answersTo } from '../../unit/machine-id.ts';
import type { NodeExpression, NodeTerm } from '../pod.ts';
import { isLabelValue, labelKey, labelValue } from '../set/names.ts';
import { type SetUnit, saidAll } from '../set/unit-set.ts';

/** Which nodes may run the members of a group; no terms: all of them. */
export interface NodeChoice {
  readonly terms: readonly NodeTerm[];
  /** Bound to single nodes by a label: `PFX/machine-id`, or a key that names one machine (mapping C12a, C19e). */
  readonly pinnedBy: NodeExpression | null;
}

/** mapping C14–C19, D1-18. Settles the tokens of metadata, machine id and architecture of each unit. */
export function nodeChoiceOf(
  units: readonly SetUnit[],
  field: string,
  machines: readonly FleetMachine[],
  decisions: Decisions,
): NodeChoice {
  const metadata = metadataExpressions(units, decisions);
  const architectures = units.flatMap((unit) => architecture(unit, field));
  const shared = [...metadata, ...unique(architectures)];
  for (const unit of units) settleMetadata(unit, field);
  const machine = machineOf(units, field, machines, decisions);
  const machineKeys = new Set(
    units.flatMap(({ placement }) =>
      [...placement.machineKeys].map((key) => nodeLabelOf(key, decisions)),
    ),
  );
  const pinnedBy =
    machine?.expressions[0] ?? metadata.find(({ key }) => machineKeys.has(key)) ?? null;
  if (machine !== null)
    return {
      terms:
        machine.nodes.length > 0
          ? machine.nodes.map((node) => ({
              expressions: shared,
              fields: [{ key: 'metadata.name', operator: 'In' as const, values: [node] }],
            }))
          : [{ expressions: [...shared, ...machine.expressions], fields: [] }],
      pinnedBy,
    };
  return { terms: shared.length > 0 ? [{ expressions: shared, fields: [] }] : [], pinnedBy };
}

const unique = (expressions: readonly NodeExpression[]): readonly NodeExpression[] => [
  ...new Map(expressions.map((e) => [JSON.stringify(e), e])).values(),
];

/** Keys of all members, ANDed; of a key that two members ask for only the values that suit both (mapping C32c). */
function metadataExpressions(
  units: readonly SetUnit[],
  decisions: Decisions,
): readonly NodeExpression[] {
  const wanted = new Map<string, readonly string[]>();
  for (const { placement } of units)
    for (const [key, values] of placement.metadata) {
      const before = wanted.get(key);
      wanted.set(key, before === undefined ? values : before.filter((v) => values.includes(v)));
    }
  return [...wanted]
    .map(([key, values]) => ({
      key: nodeLabelOf(key, decisions),
      operator: 'In' as const,
      values: values.map(labelValue).sort(),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** mapping C17 */
export function nodeLabelOf(key: string, decisions: Decisions): string {
  const wellKnown = decisions.list('well-known').find((text) => text.startsWith(`${key}=`));
  if (wellKnown !== undefined) return wellKnown.slice(key.length + 1);
  const label = labelKey(key, decisions.text('prefix') ?? '');
  const prefix = decisions.text('metadata-prefix');
  return prefix === null || label.includes('/') ? label : `${prefix}/${label}`;
}

function settleMetadata({ placement, notes }: SetUnit, field: string): void {
  for (const token of placement.metadataTokens)
    notes.settle(token, 'set', 'C14', { field: `${field}.nodeAffinity` });
  for (const [key, values] of placement.metadata)
    for (const value of values)
      if (!isLabelValue(value) || labelKey(key, 'x').startsWith('x/') || labelKey(key, 'x') !== key)
        sayEncoded(key, value, placement.metadataTokens[0], notes);
}

function sayEncoded(key: string, value: string, token: Token | undefined, notes: Notes): void {
  const label = `${labelKey(key, 'PREFIX')}=${labelValue(value)}`;
  notes.say('label-encoded', token ?? null, 'C17', { what: `${key}=${value}`, label });
}

/** mapping D1-18 */
function architecture({ facts, notes }: SetUnit, field: string): readonly NodeExpression[] {
  return saidAll(facts, 'unit.architecture').map(({ value, token, rule }) => {
    notes.settle(token, 'set', rule, { field: `${field}.nodeAffinity` });
    return {
      key: 'kubernetes.io/arch',
      operator: value.negated ? ('NotIn' as const) : ('In' as const),
      values: [value.architecture],
    };
  });
}

/** `--option node-map=MACHINE-ID=NODE`: nodes of the machines that answer to the id, sorted. */
function nodesAskedFor(id: string, decisions: Decisions): readonly string[] {
  return nodeMap(decisions)
    .flatMap(([machine, node]) => (answersTo(machine, id) ? [node] : []))
    .sort();
}

/** Nodes that the machine became. */
export const mappedNodes = (machine: string, decisions: Decisions): readonly string[] =>
  nodeMap(decisions).flatMap(([id, node]) => (id === machine ? [node] : []));

const nodeMap = (decisions: Decisions): readonly (readonly [machine: string, node: string])[] =>
  decisions.list('node-map').map((text) => {
    const eq = text.indexOf('=');
    return [text.slice(0, eq), text.slice(eq + 1)];
  });

interface Machine {
  /** Names of nodes that `--option node-map` gives. */
  readonly nodes: readonly string[];
  readonly expressions: readonly NodeExpression[];
}

/** mapping C19, C19d. fleet refuses two machine ids in one Pod's members only when they differ, so the first counts. */
function machineOf(
  units: readonly SetUnit[],
  field: string,
  machines: readonly FleetMachine[],
  decisions: Decisions,
): Machine | null {
  let found: Machine | null = null;
  for (const { placement, notes } of units) {
    if (placement.machineId === null) continue;
    const { id, token } = placement.machineId;
    const nodes = nodesAskedFor(id, decisions);
    const listed = machines.map((machine) => machine.id).filter((full) => answersTo(full, id));
    const ids = listed.length > 0 ? listed.sort() : [id];
    const label = `${decisions.text('prefix') ?? ''}/machine-id`;
    notes.settle(token, 'set', 'C19', { field: `${field}.nodeAffinity` });
    if (nodes.length === 0 && id.length === 8 && listed.length === 0)
      notes.say('short-machine-id', token, 'C19d', { id });
    else if (nodes.length === 0)
      notes.say('pinned-to-machine', token, 'C19', { id: ids.join(' or '), label });
    found ??= {
      nodes,
      expressions: [{ key: label, operator: 'In', values: ids.map(labelValue) }],
    };
  }
  return found;
}
