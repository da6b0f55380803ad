import { partOf } from '../change/apply-set.ts';
import { compareObjects, isMap } from '../change/compare.ts';
import { isOwned, ownersOf, shownPath, vanishedFields } from '../change/managed-fields.ts';
import { overlay } from '../change/overlay.ts';
import { isAppliedBy, ownerOf } from '../change/owners.ts';
import { essence } from '../change/prepare.ts';
import {
  isActiveJob,
  isDefaultedStrategy,
  isImmutableRefusal,
  strategyFor,
} from '../change/replace.ts';
import { shortMessage } from '../change/server-message.ts';
import { shareWith } from '../change/share.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { type ClusterAnswer, FIELD_MANAGER, isFine, MERGE_PATCH } from './cluster-port.ts';
import { isConflict, resolveConflicts } from './conflicts.ts';
import { type Desired, groupKind } from './desired.ts';
import type { Choices, FirstPatch, PlannedRow, Step } from './plan.ts';
import {
  type Asking,
  base,
  blocked,
  type Case,
  dryRun,
  isBreakdown,
  lostText,
  readLive,
  refused,
  said,
} from './plan-row.ts';
import { handOverClientSide } from './take-over.ts';

/**
 * One row, from the server's dry run of the very request that apply would send. Whatever goes wrong is said in the row: it
 * never throws for one object.
 */
export async function planObject(
  desired: Desired,
  listed: () => Promise<JsonObject | null>,
  asking: Asking,
): Promise<PlannedRow> {
  if (desired.refusal !== null) return blocked(desired, null, desired.refusal);
  if (desired.resource === null) return withoutKind(desired, asking);
  const answer = await dryRun(desired, desired.body, false, asking.cluster);
  if (answer.status === 201) return created(desired, answer);
  const live = (await listed()) ?? (await readLive(desired, asking.cluster));
  if (live === null) return notThere(desired, answer, asking);
  const standing = standingOf(live, desired, asking.choices);
  if (standing.refusal !== null) return blocked(desired, live, standing.refusal);
  return judge({ desired, live, asking, adopts: standing.adopts }, answer);
}

/** Whose is it? */
function standingOf(
  live: JsonObject,
  { body }: Desired,
  { adopt }: Choices,
): { readonly adopts: string | null; readonly refusal: string | null } {
  const [theirs, ours] = [partOf(live), partOf(body)];
  if (theirs === ours) return { adopts: null, refusal: null };
  if (theirs === null && isAppliedBy(live, FIELD_MANAGER)) return { adopts: null, refusal: null };
  const owner = theirs === null ? ownerOf(live) : 'another set';
  const adopts = owner === null ? 'it was there before' : `it belongs to ${owner}`;
  if (adopt === 'any' || (adopt === 'unowned' && owner === null)) return { adopts, refusal: null };
  const way = owner === null ? '--adopt unowned' : '--adopt any';
  return {
    adopts: null,
    refusal: `it exists and ${owner === null ? 'is not of this set' : `belongs to ${owner}`}; ${way} takes it over`,
  };
}

async function judge(item: Case, answer: ClusterAnswer): Promise<PlannedRow> {
  const { desired, asking, adopts } = item;
  if (adopts !== null && !isFine(answer)) {
    const forced = await dryRun(desired, desired.body, true, asking.cluster);
    return isConflict(forced) ? refused(item, forced) : verdict(item, forced, true);
  }
  if (isConflict(answer)) return resolveConflicts(item, answer, verdict);
  return verdict(item, answer, adopts !== null);
}

/** The row for an answer that is no conflict. */
function verdict(item: Case, answer: ClusterAnswer, force: boolean): PlannedRow {
  const { desired } = item;
  if (isFine(answer) && answer.body !== null) return changed(item, answer, force);
  if (isImmutableRefusal(answer.status, answer.message)) return replaced(item, answer);
  if (isDefaultedStrategy(answer.status, answer.message)) {
    const first = strategyPatch(desired.body);
    const why =
      'the type of the roll-out is set by a patch of its own first; not checked by the server';
    return foreseen(item, why, { kind: 'apply', force, first, isChecked: true, mayLose: false });
  }
  if (answer.status === 400 && /does not support dry run/.test(answer.message)) {
    const why = 'not checked by the server: an admission webhook does not support dry runs';
    return foreseen(item, why, {
      kind: 'apply',
      force,
      first: null,
      isChecked: true,
      mayLose: false,
    });
  }
  return refused(item, answer);
}

function changed(item: Case, answer: ClusterAnswer, force: boolean): PlannedRow {
  const { desired, live, adopts } = item;
  const after = shareWith(live, answer.body ?? {});
  const fields = compareObjects(live, after);
  const isMember = partOf(live) === partOf(desired.body);
  const lost = lostText(desired.body, after);
  const kept = keptText(live, desired);
  const first = adopts === null ? null : handOverClientSide(live);
  if (fields.length === 0 && isMember && adopts === null)
    return { ...base(desired, live), action: 'unchanged', why: said(lost, kept), step: null };
  const joins =
    isMember || adopts !== null ? null : 'it lost the label of the set and gets it again';
  return {
    ...base(desired, live),
    action: adopts === null ? 'change' : 'adopt',
    fields,
    why: said(adopts, joins, lost, kept, ...answer.warnings),
    after: essence(after),
    step: { kind: 'apply', force, first, isChecked: true, mayLose: false },
  };
}

/** What we say no longer and another manager says too: it stays (cluster.md, Gotchas). Null: there is nothing of the kind. */
function keptText(live: JsonObject, { id, body }: Desired): string | null {
  const { own, others } = ownersOf(live, FIELD_MANAGER, id.apiVersion);
  if (own === null || others.length === 0) return null;
  const kept = vanishedFields(own, body).flatMap((path) => {
    const names = others.filter(({ fields }) => isOwned(fields, path)).map((o) => o.manager);
    return names.length === 0 ? [] : [`${shownPath(path)} (${[...new Set(names)].join(', ')})`];
  });
  return kept.length === 0
    ? null
    : `others own what we say no longer, it stays: ${kept.join(', ')}`;
}

function replaced(item: Case, answer: ClusterAnswer): PlannedRow {
  const { desired, live, asking } = item;
  const kind = desired.id.kind;
  const strategy = strategyFor(kind);
  const reason = shortMessage(answer.message, asking.secrets);
  if (strategy === null || strategy.propagation === null)
    return blocked(desired, live, said(reason, strategy?.why ?? 'it is never replaced') ?? reason);
  if (isActiveJob(live)) return blocked(desired, live, `${reason}; the Job is running`);
  const allowed = asking.choices.replace.includes(kind);
  const way = allowed
    ? strategy.why
    : `--replace ${kind} deletes and makes it anew: ${strategy.why}`;
  const step: Step | null = allowed ? { kind: 'replace', strategy } : null;
  return { ...foreseen(item, `${reason}; ${way}`, step), action: 'replace' };
}

/** A change as we foresee it ourselves, where the server gives no preview. */
function foreseen(item: Case, why: string, step: Step | null): PlannedRow {
  const { desired, live, adopts } = item;
  const after = overlay(live, desired.body);
  return {
    ...base(desired, live),
    action: adopts === null ? 'change' : 'adopt',
    fields: compareObjects(live, after),
    why: said(adopts, why),
    after: essence(after),
    step,
  };
}

/** The whole block is ours from then on; `rollingUpdate` was a default of nobody's (cluster.md). */
function strategyPatch({ kind, spec }: JsonObject): FirstPatch {
  const field = kind === 'Deployment' ? 'strategy' : 'updateStrategy';
  const said = isMap(spec) && isMap(spec[field]) ? spec[field] : {};
  return {
    contentType: MERGE_PATCH,
    body: { spec: { [field]: { type: said.type ?? null, rollingUpdate: null } } },
  };
}

function created(desired: Desired, answer: ClusterAnswer): PlannedRow {
  const lost = lostText(desired.body, answer.body ?? {});
  return newRow(desired, said(lost, ...answer.warnings));
}

/** Not there, and the dry run of its creation failed. */
function notThere(desired: Desired, answer: ClusterAnswer, asking: Asking): PlannedRow {
  const { namespace } = desired.id;
  if (answer.status === 404 && namespace !== null && /^namespaces? "/.test(answer.message)) {
    if (asking.willHave.namespaces.has(namespace))
      return newRow(desired, 'not checked by the server: its namespace is not there yet');
    return blocked(desired, null, `the namespace ${namespace} does not exist`);
  }
  if (answer.status === 400 && /does not support dry run/.test(answer.message))
    return newRow(
      desired,
      'not checked by the server: an admission webhook does not support dry runs',
    );
  if (isFine(answer)) return blocked(desired, null, 'it exists and may not be read');
  return {
    ...blocked(desired, null, shortMessage(answer.message, asking.secrets)),
    isBroken: isBreakdown(answer),
  };
}

function withoutKind(desired: Desired, asking: Asking): PlannedRow {
  const { apiVersion, kind } = desired.id;
  if (asking.willHave.kinds.has(groupKind(desired.id)))
    return newRow(
      desired,
      'not checked by the server: its CustomResourceDefinition is not there yet',
    );
  return blocked(desired, null, `the cluster has no kind ${kind} in ${apiVersion}`);
}

const newRow = (desired: Desired, why: string | null): PlannedRow => ({
  ...base(desired, null),
  action: 'create',
  why,
  after: essence(desired.body),
  step: { kind: 'apply', force: false, first: null, isChecked: true, mayLose: false },
});
