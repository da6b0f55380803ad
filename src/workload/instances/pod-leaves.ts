import type { Role } from '../../dialect/role.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Slot } from '../../fact/slots.ts';
import { type LogicalText, templateOf } from '../../source/logical-text.ts';
import { inSlot, type SetUnit } from '../set/unit-set.ts';
import type { PodUnits } from './pods-of-units.ts';

/**
 * Everything that a Pod of one instance says, as leaves that can be compared with those of another instance (mapping
 * B22). What carries identity only is left out: names of containers, announced keys, descriptions. Names of units that
 * are the same instance of another template are written as that template.
 */
export type Leaves = ReadonlyMap<string, Leaf>;

export interface Leaf {
  readonly text: string;
  /** Where it stands, for the question whether instances may differ there (mapping B24, B25). */
  readonly slot: Slot | PlacementSlot | 'step';
}

export type PlacementSlot = 'global' | 'machine-id' | 'metadata' | 'peer' | 'conflict' | 'replace';

/** mapping B22 */
const IDENTITY: readonly Slot[] = [
  'container.name',
  'container.log-driver',
  'unit.description',
  'unit.documentation',
  'install.alias',
];

export function leavesOf({ members }: PodUnits): Leaves {
  const leaves = new Map<string, Leaf>();
  for (const [m, { unit, as }] of members.entries()) {
    const put = (path: string, slot: Leaf['slot'], text: string): void => {
      leaves.set(`${m}.${path}`, { slot, text: sameInstance(unit, text) });
    };
    put('as', 'step', as);
    putPlacement(unit, put);
    putFacts('facts', unit.facts.facts, put);
    for (const [p, said] of unit.facts.processDirectives.entries())
      putFacts(`process${p}`, said.facts, put);
    for (const [s, { step, roles }] of unit.facts.steps.entries())
      for (const [r, role] of roles.entries()) {
        putRole(`${step.key}${s}.${r}`, role, put);
        putPassedOn(unit, role, `${step.key}${s}.${r}`, put);
      }
  }
  return leaves;
}

type Put = (path: string, slot: Leaf['slot'], text: string) => void;

function putPlacement({ placement }: SetUnit, put: Put): void {
  put('global', 'global', String(placement.global));
  put('machine', 'machine-id', placement.machineId?.id ?? '');
  for (const [key, values] of placement.metadata) put(`meta.${key}`, 'metadata', values.join(','));
  for (const [i, peer] of placement.peers.entries()) put(`peer${i}`, 'peer', peer.unit);
  for (const [i, c] of placement.conflicts.entries()) put(`conflict${i}`, 'conflict', c.pattern);
  for (const [i, r] of placement.replaces.entries()) put(`replace${i}`, 'replace', r.pattern);
}

function putFacts(path: string, facts: readonly Fact[], put: Put): void {
  for (const [i, { slot, value }] of facts.entries())
    if (!IDENTITY.includes(slot)) put(`${path}.${i}.${slot}`, slot, plain(value));
}

/** `-e NAME`: the value comes from the client's environment (mapping E3-02). */
function putPassedOn({ facts }: SetUnit, role: Role, path: string, put: Put): void {
  if (role.kind !== 'container') return;
  for (const [i, { value }] of inSlot(role.facts, 'container.env').entries()) {
    const variable = value.value === null ? facts.environment.variables.get(value.name) : undefined;
    if (variable !== undefined) put(`${path}.env${i}`, 'container.env', plain(variable.value));
  }
}

/** Roles that tell where a unit is, or only clear away its container, are identity. */
function putRole(path: string, role: Role, put: Put): void {
  put(`${path}.kind`, 'step', role.kind);
  if (role.kind === 'container') {
    put(`${path}.verb`, 'step', `${role.verb} ${role.runtime} ${role.kept}`);
    putFacts(path, role.facts, put);
  } else if (role.kind === 'stop-container')
    put(`${path}.stop`, 'step', `${role.verb} ${role.seconds} ${role.signal}`);
  else if (!NAMES_ONLY.includes(role.kind)) put(path, 'step', plain(role));
}

const NAMES_ONLY: readonly Role['kind'][] = [
  'announce',
  'start-container',
  'follow-container',
  'look-up-container',
  'housekeeping',
  'refused',
];

/** `db@1.service` said by `web@1.service`: the same relation as `db@2.service` said by `web@2.service`. */
function sameInstance({ name }: SetUnit, text: string): string {
  if (name.instance === null || name.instance === '') return text;
  const suffix = `@${name.instance}.`;
  return /^([A-Za-z]+ )?[^ ]+\.[a-z]+$/.test(text) ? text.replace(suffix, '@%i.') : text;
}

/** A value without the places it was written at. */
function plain(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (isLogicalText(value)) return templateOf(value).map(partText).join('');
  if (Array.isArray(value)) return `[${value.map(plain).join('\u0001')}]`;
  const entries = Object.entries(value).filter(([key]) => !PLACES.includes(key));
  if (entries.length === 2 && 'how' in value && 'unit' in value)
    return `${plain(value.how)} ${plain(value.unit)}`;
  return `{${entries.map(([key, part]) => `${key}:${plain(part)}`).join('\u0001')}}`;
}

const PLACES = ['span', 'token', 'tokens', 'rule', 'pieces'];

const partText = (part: ReturnType<typeof templateOf>[number]): string =>
  typeof part === 'string' ? part : JSON.stringify(part);

export const isLogicalText = (value: object): value is LogicalText =>
  'text' in value && 'pieces' in value;
