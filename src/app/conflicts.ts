import { valueAt, without } from '../change/field-path.ts';
import { maskObject, openMask } from '../change/mask.ts';
import { mapOf, mapsOf } from '../change/pod-spec.ts';
import type { FieldConflict } from '../change/row.ts';
import type { Json } from '../manifest/manifest.ts';
import { type ClusterAnswer, isFine } from './cluster-port.ts';
import type { ForceRule, PlannedRow } from './plan.ts';
import { base, type Case, dryRun, refused } from './plan-row.ts';

interface Claim {
  readonly field: string;
  readonly manager: string;
}

export const isConflict = (answer: ClusterAnswer): boolean =>
  answer.status === 409 && claimsOf(answer).length > 0;

function claimsOf({ body }: ClusterAnswer): readonly Claim[] {
  return mapsOf(mapOf(body ?? {}, 'details'), 'causes').flatMap(({ reason, message, field }) => {
    if (reason !== 'FieldManagerConflict') return [];
    const manager = /^conflict with "((?:[^"\\]|\\.)*)"/.exec(String(message))?.[1] ?? 'somebody';
    return [{ field: String(field ?? ''), manager }];
  });
}

const isAllowed = (rules: readonly ForceRule[], { field, manager }: Claim): boolean =>
  rules.some(
    (rule) =>
      (rule.field === null || rule.field === field || rule.field === field.replace(/^\./, '')) &&
      (rule.manager === null || rule.manager === manager),
  );

/**
 * Fields that others own and we want otherwise. Those that a person allowed are taken, by one dry run with force; where some
 * are allowed and others are not, the others are left out of what is sent: their owners keep them, and the row says so.
 */
export async function resolveConflicts(
  item: Case,
  answer: ClusterAnswer,
  verdict: (item: Case, answer: ClusterAnswer, force: boolean) => PlannedRow,
): Promise<PlannedRow> {
  const { desired, asking } = item;
  const claims = claimsOf(answer);
  const refusedOnes = claims.filter((claim) => !isAllowed(asking.choices.force, claim));
  const taken = claims.filter((claim) => !refusedOnes.includes(claim));
  const conflicts = shownConflicts(item, refusedOnes);
  if (taken.length === 0)
    return { ...base(desired, item.live), action: 'conflict', conflicts, step: null };
  const body = refusedOnes.reduce((left, { field }) => without(left, field), desired.body);
  const forced = await dryRun(desired, body, true, asking.cluster);
  if (!isFine(forced)) return refused(item, forced);
  const row = verdict({ ...item, desired: { ...desired, body } }, forced, true);
  const from = taken.map(({ field, manager }) => `${field} from ${manager}`).join(', ');
  const why = row.why === null ? `takes ${from}` : `${row.why}; takes ${from}`;
  if (refusedOnes.length === 0) return { ...row, why };
  return { ...row, action: 'conflict', conflicts, why: `${why}; leaves the rest to its owners` };
}

/** Values as they may be shown: the mask is one for both sides, so that equal secrets look equal. */
function shownConflicts(
  { desired, live }: Case,
  claims: readonly Claim[],
): readonly FieldConflict[] {
  const mask = openMask();
  const [theirs, ours] = [maskObject(live, mask), maskObject(desired.body, mask)];
  return claims.map(({ field, manager }) => ({
    path: field,
    owner: manager,
    theirs: shown(valueAt(theirs, field)),
    ours: shown(valueAt(ours, field)),
  }));
}

function shown(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
