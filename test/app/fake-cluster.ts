import type { Clock } from '../../src/app/clock.ts';
import type { Cluster, ClusterAnswer } from '../../src/app/cluster-port.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';

/** A clock that goes forward only when someone sleeps, and then at once; what is planned happens on its way. */
export function fakeClock(): Clock & { at(time: number, happens: () => void): void } {
  let now = 0;
  const plans: { time: number; happens: () => void }[] = [];
  const runUntil = async (end: number, signal: AbortSignal): Promise<void> => {
    for (;;) {
      await settle();
      if (signal.aborted) return;
      plans.sort((a, b) => a.time - b.time);
      const [next] = plans;
      if (next === undefined || next.time > end) break;
      plans.shift();
      now = Math.max(now, next.time);
      next.happens();
    }
    now = Math.max(now, end);
  };
  let turn: Promise<void> = Promise.resolve();
  return {
    now: () => now,
    at: (time, happens) => void plans.push({ time, happens }),
    sleep: (milliseconds, signal) => {
      const end = now + milliseconds;
      const mine = turn.then(() => runUntil(end, signal));
      turn = mine;
      return mine;
    },
  };
}

/** Lets everything that is ready to run do so. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

export interface FakeCluster extends Cluster {
  /** Requests and watches in their order, path and query. */
  readonly asked: readonly string[];
  put(path: string, object: JsonObject): void;
  remove(path: string, name: string): void;
  /** Ends all watches of a path. */
  cut(path: string, status: number): void;
  bookmark(path: string, resourceVersion: string): void;
  /** In-band error, as after compaction. */
  expire(path: string): void;
  /** Answers of the next reads of a path. */
  refuse(path: string, answers: readonly { status: number; message: string }[]): void;
}

interface Watcher {
  readonly path: string;
  readonly onEvent: (event: JsonObject) => void;
  readonly end: (status: number) => void;
}

/** Lists and watches of an in-memory store. */
export function fakeCluster(): FakeCluster {
  const store = new Map<string, Map<string, JsonObject>>();
  const refusals = new Map<string, { status: number; message: string }[]>();
  const watchers = new Set<Watcher>();
  const asked: string[] = [];
  let version = 0;
  const bare = (path: string) => path.split('?')[0] ?? '';
  const tell = (path: string, event: JsonObject) => {
    for (const watcher of [...watchers]) if (watcher.path === path) watcher.onEvent(event);
  };
  const answer = (status: number, body: JsonObject | null, message = ''): ClusterAnswer => ({
    status,
    body,
    message,
    warnings: [],
  });
  return {
    context: 'fake',
    server: 'https://fake',
    namespace: 'default',
    concurrency: 16,
    asked,
    close: () => undefined,
    send: async ({ path }) => {
      asked.push(path);
      const refusal = refusals.get(bare(path))?.shift();
      if (refusal !== undefined) return answer(refusal.status, null, refusal.message);
      const items = [...(store.get(bare(path))?.values() ?? [])].map(
        ({ kind, apiVersion, ...item }) => item,
      );
      const [first] = store.get(bare(path))?.values() ?? [];
      return answer(200, {
        kind: `${String(first?.kind ?? '')}List`,
        apiVersion: first?.apiVersion ?? 'v1',
        metadata: { resourceVersion: String(version) },
        items,
      });
    },
    watch: (path, onEvent, signal) => {
      asked.push(path);
      return new Promise((resolve) => {
        const watcher: Watcher = {
          path: bare(path),
          onEvent,
          end: (status) => {
            watchers.delete(watcher);
            resolve(answer(status, null, status === 0 ? 'the connection was cut' : ''));
          },
        };
        watchers.add(watcher);
        signal.addEventListener('abort', () => watcher.end(200), { once: true });
      });
    },
    put: (path, object) => {
      version += 1;
      const items = store.get(path) ?? new Map<string, JsonObject>();
      store.set(path, items);
      const metadata = object.metadata as JsonObject;
      const type = items.has(String(metadata.name)) ? 'MODIFIED' : 'ADDED';
      const stored = { ...object, metadata: { ...metadata, resourceVersion: String(version) } };
      items.set(String(metadata.name), stored);
      tell(path, { type, object: stored });
    },
    remove: (path, name) => {
      const object = store.get(path)?.get(name);
      store.get(path)?.delete(name);
      if (object !== undefined) tell(path, { type: 'DELETED', object });
    },
    cut: (path, status) => {
      for (const watcher of [...watchers]) if (watcher.path === path) watcher.end(status);
    },
    bookmark: (path, resourceVersion) =>
      tell(path, { type: 'BOOKMARK', object: { metadata: { resourceVersion } } }),
    expire: (path) => {
      tell(path, { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } });
      for (const watcher of [...watchers]) if (watcher.path === path) watcher.end(200);
    },
    refuse: (path, answers) => void refusals.set(path, [...answers]),
  };
}
