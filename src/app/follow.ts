import { fieldAt, mapsAt, numberAt, textAt } from '../change/readiness/field.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { Clock } from './clock.ts';
import { type Cluster, isFine } from './cluster-port.ts';

/** A collection as it stands on the server now. */
export interface Followed {
  /** By `NAMESPACE/NAME`. */
  readonly objects: ReadonlyMap<string, JsonObject>;
  /** It has been read at least once. */
  isRead(): boolean;
  /** Why nothing comes at the moment, or null. */
  problem(): string | null;
  /** The server refuses, or has no such kind: nothing will ever come. */
  isRefused(): boolean;
}

export interface Collection {
  /** `/apis/apps/v1/namespaces/shop/deployments` */
  readonly path: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** The server ends a watch after so many seconds; it is taken up again where it stood. */
const WATCH_SECONDS = 290;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 10_000;
/** Objects a page. */
const PAGE = 500;

/**
 * Reads a collection and follows it until the signal ends it: taken up again after a cut or an ended watch, read anew after
 * 410 (the version that we know is too old). `ended` rejects only when the environment fails, never for what a server does.
 */
export function follow(
  cluster: Cluster,
  collection: Collection,
  clock: Clock,
  signal: AbortSignal,
  onChange: () => void,
  /** It is read, and not followed. */
  once = false,
): { readonly followed: Followed; readonly ended: Promise<void> } {
  const state = openState();
  const ended = followUntilAborted(cluster, collection, clock, signal, state, onChange, once);
  return { followed: state, ended };
}

interface State extends Followed {
  readonly objects: Map<string, JsonObject>;
  version: string | null;
  /** Bad turns since the last good one. */
  failures: number;
  read: boolean;
  trouble: string | null;
  refused: boolean;
}

function openState(): State {
  const state: State = {
    objects: new Map(),
    version: null,
    failures: 0,
    read: false,
    trouble: null,
    refused: false,
    isRead: () => state.read,
    problem: () => state.trouble,
    isRefused: () => state.refused,
  };
  return state;
}

async function followUntilAborted(
  cluster: Cluster,
  collection: Collection,
  clock: Clock,
  signal: AbortSignal,
  state: State,
  onChange: () => void,
  once: boolean,
): Promise<void> {
  while (!signal.aborted && !state.refused && !(once && state.read)) {
    const began = clock.now();
    const version = state.version;
    const went =
      version === null
        ? await readAll(cluster, collection, state)
        : await watchFrom(cluster, collection, version, signal, state, onChange);
    onChange();
    if (went === 'read') continue;
    const lasted = clock.now() - began;
    state.failures = went === 'ended' && lasted > 1000 ? 0 : state.failures + 1;
    if (state.failures > 0) await clock.sleep(pause(state.failures), signal);
  }
}

/** 0.2 s, doubled up to 10 s. */
const pause = (failures: number): number =>
  Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);

type Outcome = 'read' | 'ended' | 'failed';

async function readAll(cluster: Cluster, collection: Collection, state: State): Promise<Outcome> {
  const list = await readList(cluster, collection);
  if ('status' in list) {
    state.trouble = list.message;
    state.refused = [401, 403, 404, 405].includes(list.status);
    return 'failed';
  }
  state.objects.clear();
  for (const item of list.items) state.objects.set(placeOfObject(item), item);
  state.version = list.version;
  state.read = true;
  state.trouble = null;
  return 'read';
}

export interface ListFailure {
  readonly status: number;
  readonly message: string;
}

export interface WholeList {
  readonly items: readonly JsonObject[];
  /** From where a watch goes on. */
  readonly version: string;
}

/** All pages of a list; begun anew, once, when the server no longer knows the page that we ask for. */
export async function readList(
  cluster: Cluster,
  collection: Collection,
): Promise<WholeList | ListFailure> {
  const list = await readPages(cluster, collection);
  return 'status' in list && list.status === 410 ? readPages(cluster, collection) : list;
}

async function readPages(
  cluster: Cluster,
  collection: Collection,
): Promise<WholeList | ListFailure> {
  const items: JsonObject[] = [];
  let page: Readonly<Record<string, string>> = { limit: String(PAGE) };
  for (;;) {
    const answer = await cluster.send({ method: 'GET', path: pathOf(collection, page) });
    const { status, body, message } = answer;
    if (!isFine(answer) || body === null) return { status, message };
    items.push(...mapsAt(body, 'items').map((item) => withKind(item, body)));
    const next = textAt(body, 'metadata', 'continue');
    if (!next) return { items, version: textAt(body, 'metadata', 'resourceVersion') ?? '' };
    page = { limit: String(PAGE), continue: next };
  }
}

/** The server leaves `kind` and `apiVersion` out of items. */
function withKind(item: JsonObject, list: JsonObject): JsonObject {
  const kind = (textAt(list, 'kind') ?? '').replace(/List$/, '');
  return { apiVersion: textAt(list, 'apiVersion') ?? '', kind, ...item };
}

async function watchFrom(
  cluster: Cluster,
  collection: Collection,
  version: string,
  signal: AbortSignal,
  state: State,
  onChange: () => void,
): Promise<Outcome> {
  let isTooOld = false;
  const path = pathOf(collection, {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: version,
    timeoutSeconds: String(WATCH_SECONDS),
  });
  const answer = await cluster.watch(
    path,
    (event) => {
      if (takeEvent(event, state)) onChange();
      else isTooOld ||= statusCodeOf(event) === 410;
    },
    signal,
  );
  if (isTooOld || answer.status === 410) state.version = null;
  else if (answer.status >= 400 && answer.status < 500) state.version = null;
  const fine = answer.status === 200 && !isTooOld;
  state.trouble = fine || isTooOld || answer.message === '' ? null : answer.message;
  return fine ? 'ended' : 'failed';
}

/** Whether it was news; an ERROR is not. */
function takeEvent(event: JsonObject, state: State): boolean {
  const object = fieldAt(event, 'object');
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return false;
  const item = object as JsonObject;
  const version = textAt(item, 'metadata', 'resourceVersion');
  switch (event.type) {
    case 'ADDED':
    case 'MODIFIED':
      state.objects.set(placeOfObject(item), item);
      break;
    case 'DELETED':
      state.objects.delete(placeOfObject(item));
      break;
    case 'BOOKMARK':
      break;
    default:
      return false;
  }
  if (version !== null) state.version = version;
  state.failures = 0;
  state.trouble = null;
  return event.type !== 'BOOKMARK';
}

const statusCodeOf = (event: JsonObject): number | null =>
  numberAt(event, 'object', 'code') ?? numberAt(event, 'code');

export const placeOfObject = (object: JsonObject): string =>
  placeOf(textAt(object, 'metadata', 'namespace'), textAt(object, 'metadata', 'name') ?? '');

/** `NAMESPACE/NAME`, `/NAME` without one. */
export const placeOf = (namespace: string | null, name: string): string =>
  `${namespace ?? ''}/${name}`;

function pathOf(
  { path, labelSelector, fieldSelector }: Collection,
  query: Readonly<Record<string, string>>,
): string {
  const all = new URLSearchParams({
    ...query,
    ...(labelSelector !== undefined && { labelSelector }),
    ...(fieldSelector !== undefined && { fieldSelector }),
  });
  return `${path}?${all}`;
}
