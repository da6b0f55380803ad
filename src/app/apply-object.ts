import { compareObjects, isMap } from '../change/compare.ts';
import { essence } from '../change/prepare.ts';
import type { ReplaceStrategy } from '../change/replace.ts';
import { shownId } from '../change/row.ts';
import { type Secrets, shortMessage } from '../change/server-message.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { Clock } from './clock.ts';
import {
  APPLY_PATCH,
  applyPath,
  type Cluster,
  type ClusterAnswer,
  isFine,
  METADATA_ONLY,
} from './cluster-port.ts';
import { deleteObject } from './delete-object.ts';
import { objectPath, type Resource } from './discovery.ts';
import { type FirstPatch, liveOf, metadataOf, type PlannedRow } from './plan.ts';
import { isBreakdown, lostText, said } from './plan-row.ts';

export interface Tools {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly secrets: Secrets;
  /** What a dry run says of a row that was not checked. */
  check(row: PlannedRow): Promise<PlannedRow>;
}

/** How the step of a row ended. */
export interface Ended {
  /** The row, or what the server made of one that was not checked. */
  readonly row: PlannedRow;
  /** null: it went well. */
  readonly failure: string | null;
  /** Something was written. */
  readonly isWritten: boolean;
  /** What the server had to say of a write that went well, or null. */
  readonly note: string | null;
  /** The row is not the one of the plan. */
  readonly isCheckedLate: boolean;
}

/** null: it is done; else why not. */
type Failure = string | null;

/** So often an object may move under our hands (a Deployment's status) before we give up. */
const MOST_TRIES = 5;
/** Milliseconds to wait for an object to be gone before it is made anew. */
const GONE_PATIENCE = 120_000;

/** Does what the row's step says. Never throws for one object. */
export async function applyObject(row: PlannedRow, tools: Tools): Promise<Ended> {
  const { step, resource, body, object } = row;
  if (step === null) return { ...endOf(row, null), isWritten: false };
  if (resource === null)
    return endOf(row, `the cluster has no kind ${object.kind} in ${object.apiVersion}`);
  const path = objectPath(resource, object.namespace, object.name);
  if (step.kind === 'delete') return endOf(row, await deleteObject(row, 'Background', tools));
  if (body === null) throw new Error('internal error: a row is applied without an object');
  if (step.kind === 'replace') return endOf(row, await replaceObject(row, path, body, step, tools));
  const answer = await applyInPlace(row, path, body, step, tools);
  if (answer === null || typeof answer === 'string') return endOf(row, answer);
  return step.isChecked
    ? endOf(row, outcome(answer, tools))
    : endOfUnchecked(row, step.mayLose ? body : {}, answer, tools);
}

const endOf = (row: PlannedRow, failure: Failure): Ended => ({
  row,
  failure,
  isWritten: failure === null,
  note: null,
  isCheckedLate: false,
});

/**
 * What a dry run would have told before: what of `sent` is lost, and warnings. When the server refuses what the lists led us
 * to, a dry run says what there is to be said, and may know a way.
 */
async function endOfUnchecked(
  row: PlannedRow,
  sent: JsonObject,
  answer: ClusterAnswer,
  tools: Tools,
): Promise<Ended> {
  if (isFine(answer)) {
    const note = said(lostText(sent, answer.body ?? {}), ...answer.warnings);
    // A write that changes nothing keeps the version.
    const isWritten = versionOf(answer) !== row.live?.resourceVersion;
    return { ...endOf(row, null), isWritten, note };
  }
  if (isBreakdown(answer)) return endOf(row, shortMessage(answer.message, tools.secrets));
  return { ...(await applyObject(await tools.check(row), tools)), isCheckedLate: true };
}

async function replaceObject(
  row: PlannedRow,
  path: string,
  body: JsonObject,
  { strategy }: { readonly strategy: ReplaceStrategy },
  tools: Tools,
): Promise<Failure> {
  const failure = await deleteObject(row, strategy.propagation ?? 'Background', tools);
  if (failure !== null) return failure;
  if (!(await isGone(path, row, tools))) return 'the old one is not gone yet; run it again later';
  const how = { force: false, mayLose: false };
  return outcome(await patch(path, body, null, how, tools), tools);
}

/** The last answer; null: it is as we want it already; or why it must not be written any more. */
async function applyInPlace(
  row: PlannedRow,
  path: string,
  body: JsonObject,
  step: How & { readonly first: FirstPatch | null },
  tools: Tools,
): Promise<ClusterAnswer | string | null> {
  let version = row.live?.resourceVersion ?? null;
  if (step.first !== null) {
    const { contentType, body: change } = step.first;
    const answer = await tools.cluster.send({ method: 'PATCH', path, body: change, contentType });
    if (!isFine(answer)) return answer;
    version = versionOf(answer);
  }
  for (let tries = 1; ; tries++) {
    const answer = await patch(path, body, version, step, tools);
    if (
      answer.status !== 409 ||
      version === null ||
      tries === MOST_TRIES ||
      isFieldConflict(answer)
    )
      return answer;
    const again = await afterMove(row, path, body, step.first !== null, tools);
    if (again === null || 'failure' in again) return again?.failure ?? null;
    version = again.version;
  }
}

/** Somebody wrote the object since it was read. null: it is as we want it already (an answer of ours was lost). */
async function afterMove(
  row: PlannedRow,
  path: string,
  body: JsonObject,
  isPatched: boolean,
  tools: Tools,
): Promise<{ readonly version: string } | { readonly failure: string } | null> {
  const answer = await tools.cluster.send({ method: 'GET', path });
  if (answer.status !== 200 || answer.body === null)
    return { failure: `it changed since the plan was made: ${answer.message}` };
  const now = liveOf(answer.body);
  const isSame =
    now.uid === row.live?.uid &&
    (isPatched || compareObjects(row.live.essence, now.essence).length === 0);
  if (isSame) return { version: now.resourceVersion };
  const preview = await tools.cluster.send({
    method: 'PATCH',
    path: applyPath(path, { dryRun: true, force: false }),
    body,
    contentType: APPLY_PATCH,
  });
  if (isFine(preview) && compareObjects(now.essence, essence(preview.body ?? {})).length === 0)
    return null;
  return { failure: 'somebody changed it since the plan was made; run it again' };
}

const isFieldConflict = ({ message }: ClusterAnswer): boolean =>
  message.startsWith('Apply failed with ');

interface How {
  readonly force: boolean;
  readonly mayLose: boolean;
}

async function patch(
  path: string,
  body: JsonObject,
  version: string | null,
  { force, mayLose }: How,
  tools: Tools,
): Promise<ClusterAnswer> {
  const metadata = isMap(body.metadata) ? body.metadata : {};
  const sent =
    version === null ? body : { ...body, metadata: { ...metadata, resourceVersion: version } };
  for (let tries = 1; ; tries++) {
    const answer = await tools.cluster.send({
      method: 'PATCH',
      path: applyPath(path, { dryRun: false, force }),
      body: sent,
      contentType: APPLY_PATCH,
      ...(!mayLose && { accept: METADATA_ONLY }),
    });
    if (!isTooEarly(answer) || tries === 20) return answer;
    await tools.clock.sleep(250, tools.signal);
  }
}

/** A namespace that was made a moment ago has no service account yet. */
const isTooEarly = ({ status, message }: ClusterAnswer): boolean =>
  status === 403 && /error looking up service account/.test(message);

const versionOf = ({ body }: ClusterAnswer): string | null =>
  body === null ? null : String(metadataOf(body).resourceVersion ?? '');

function outcome(answer: ClusterAnswer, { secrets }: Tools): Failure {
  return isFine(answer) ? null : shortMessage(answer.message, secrets);
}

/** Gone, or another one in its place. */
async function isGone(path: string, { live }: PlannedRow, tools: Tools): Promise<boolean> {
  const until = tools.clock.now() + GONE_PATIENCE;
  while (tools.clock.now() < until && !tools.signal.aborted) {
    const { status, body } = await tools.cluster.send({ method: 'GET', path });
    if (status === 404) return true;
    if (status === 200 && body !== null && liveOf(body).uid !== live?.uid) return true;
    await tools.clock.sleep(200, tools.signal);
  }
  return false;
}

/** CRDs have to be served before their objects can be sent; milliseconds. */
export async function untilEstablished(
  rows: readonly PlannedRow[],
  resource: Resource | null,
  tools: Omit<Tools, 'check'>,
  patience = 30_000,
): Promise<readonly string[]> {
  const until = tools.clock.now() + patience;
  let open = rows;
  while (open.length > 0 && resource !== null) {
    const still: PlannedRow[] = [];
    for (const row of open) {
      const path = objectPath(resource, null, row.object.name);
      const { body } = await tools.cluster.send({ method: 'GET', path });
      if (!isEstablished(body)) still.push(row);
    }
    open = still;
    if (open.length === 0 || tools.clock.now() >= until || tools.signal.aborted) break;
    await tools.clock.sleep(200, tools.signal);
  }
  return open.map((row) => shownId(row.object));
}

function isEstablished(body: JsonObject | null): boolean {
  const status = isMap(body?.status) ? body.status : {};
  const conditions = Array.isArray(status.conditions) ? status.conditions : [];
  return conditions.some((c) => isMap(c) && c.type === 'Established' && c.status === 'True');
}
