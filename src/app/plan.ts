import { createHash } from 'node:crypto';
import type { Contents } from '../change/apply-set.ts';
import { mapOf } from '../change/pod-spec.ts';
import { essence } from '../change/prepare.ts';
import type { ReplaceStrategy } from '../change/replace.ts';
import type { ChangeRow } from '../change/row.ts';
import type { Secrets } from '../change/server-message.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { SetChoice } from './desired.ts';
import type { Resource, Resources } from './discovery.ts';
import type { Inventory } from './inventory.ts';

export const ADOPT = ['none', 'unowned', 'any'] as const;
export type Adopt = (typeof ADOPT)[number];

/** Which fields of others we take. */
export interface ForceRule {
  /** As the server names it, `.spec.replicas`; null: all fields. */
  readonly field: string | null;
  /** null: whoever owns it. */
  readonly manager: string | null;
}

/** What a person allows. */
export interface Choices {
  readonly adopt: Adopt;
  /** Empty: none. */
  readonly force: readonly ForceRule[];
  /** Kinds that may be replaced. */
  readonly replace: readonly string[];
  readonly prune: boolean;
  /** Kept kinds that are pruned all the same. */
  readonly pruneKinds: readonly string[];
  readonly allowLargePrune: boolean;
  /** The input was read in part only: what is missing from it may be there for a reason. */
  readonly isPartial: boolean;
}

export const CAREFUL: Choices = {
  adopt: 'none',
  force: [],
  replace: [],
  prune: true,
  pruneKinds: [],
  allowLargePrune: false,
  isPartial: false,
};

/** What apply does for a row: nothing where null. */
export type Step =
  | {
      readonly kind: 'apply';
      readonly force: boolean;
      readonly first: FirstPatch | null;
      /** The row is what a dry run said; else it is what the lists of live objects show, and the write itself is the question. */
      readonly isChecked: boolean;
      /** What is sent may vanish without a word: the answer to the write has to be read. */
      readonly mayLose: boolean;
    }
  | { readonly kind: 'replace'; readonly strategy: ReplaceStrategy }
  | { readonly kind: 'delete' };

/** A patch that has to come before server-side apply. */
export interface FirstPatch {
  readonly contentType: string;
  readonly body: JsonObject | readonly JsonObject[];
}

/** What is remembered of an object that exists. */
export interface Live {
  readonly uid: string;
  readonly resourceVersion: string;
  /** Without what moves by itself. */
  readonly essence: JsonObject;
}

export interface PlannedRow extends ChangeRow {
  readonly key: string;
  readonly resource: Resource | null;
  readonly setNamespace: string;
  /** What is sent; null of rows that are only about what exists. */
  readonly body: JsonObject | null;
  readonly live: Live | null;
  readonly step: Step | null;
  /** The server gave no verdict: it could not be reached, or broke down. */
  readonly isBroken: boolean;
}

export interface Plan {
  readonly context: string;
  readonly server: string;
  readonly set: SetChoice;
  readonly inventories: readonly Inventory[];
  /** Kinds that an inventory lists and that hold something still, by namespace: what stays after pruning. */
  readonly kept: ReadonlyMap<string, Contents>;
  readonly rows: readonly PlannedRow[];
  /** About the set as a whole: a kind that could not be listed. */
  readonly problems: readonly string[];
  readonly resources: Resources;
  /** Values that must not be shown in any message. */
  readonly secrets: Secrets;
  /** What a dry run says of a row that was not checked. */
  check(row: PlannedRow): Promise<PlannedRow>;
}

/** Which objects are dry-run: each, or only those of which the lists of live objects do not tell enough. */
export type Checks = 'each' | 'unclear';

/** Nothing of these rows needs a person or a write. */
export const isQuiet = (row: ChangeRow): boolean => row.action === 'unchanged';

export const metadataOf = (object: JsonObject): JsonObject => mapOf(object, 'metadata');

export function liveOf(object: JsonObject): Live {
  const { uid, resourceVersion } = metadataOf(object);
  return {
    uid: String(uid ?? ''),
    resourceVersion: String(resourceVersion ?? ''),
    essence: essence(object),
  };
}

/** A plan that can be compared with another one, and tells nothing of what is in it. */
export interface SavedPlan {
  readonly version: 1;
  readonly context: string;
  readonly server: string;
  readonly set: SetChoice;
  /** So that no value can be guessed from its digest. */
  readonly salt: string;
  readonly rows: readonly {
    readonly action: string;
    readonly object: string;
    readonly digest: string;
  }[];
}

export function savePlan(plan: Plan, salt: string): SavedPlan {
  return {
    version: 1,
    context: plan.context,
    server: plan.server,
    set: plan.set,
    salt,
    rows: plan.rows.map((row) => ({
      action: row.action,
      object: row.key,
      digest: digestOf(row, salt),
    })),
  };
}

function digestOf({ action, key, body, live, conflicts }: PlannedRow, salt: string): string {
  const content = JSON.stringify([salt, action, key, body, live?.uid, live?.essence, conflicts]);
  return createHash('sha256').update(content).digest('hex');
}

/** What is otherwise now than when the plan was saved; empty: nothing. */
export function movedSince(saved: SavedPlan, plan: Plan): readonly string[] {
  const now = savePlan(plan, saved.salt);
  if (saved.server !== plan.server)
    return [`it was made for ${saved.server}, and this is ${plan.server}`];
  if (saved.set.name !== plan.set.name || saved.set.home !== plan.set.home)
    return [`it was made for the set ${saved.set.home}/${saved.set.name}`];
  const before = new Map(saved.rows.map((row) => [row.object, row]));
  const moved = now.rows.flatMap((row) => {
    const old = before.get(row.object);
    before.delete(row.object);
    if (old === undefined) return [`${row.object} was not in it`];
    if (old.digest === row.digest) return [];
    return old.action === row.action
      ? [`${row.object} is otherwise now`]
      : [`${row.object}: it was to ${old.action}, now it would be to ${row.action}`];
  });
  return [...moved, ...[...before.keys()].map((object) => `${object} is gone`)];
}
