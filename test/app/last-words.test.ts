import { expect, test } from 'vitest';
import type { Cluster, ClusterAnswer } from '../../src/app/cluster-port.ts';
import { withLastWords } from '../../src/app/last-words.ts';
import type { StateRow } from '../../src/change/readiness/state-row.ts';
import { PLAIN } from '../../src/report/paint.ts';
import { printWaitEnd } from '../../src/report/progress.ts';

const row = (name: string, more: Partial<StateRow> = {}): StateRow => ({
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name },
  units: [`${name}.service`],
  verdict: 'failed',
  state: 'InProgress',
  reason: 'no Pod is ready',
  troubles: [
    {
      cause: 'crash-loop',
      sentence: 'container app ends',
      pods: ['web-1', 'web-2'],
      container: 'app',
    },
  ],
  warnings: [],
  elapsed: 0,
  ...more,
});

/** Answers by the path and its query. */
function logs(texts: Readonly<Record<string, string>>): Cluster & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    context: 'fake',
    server: 'https://fake',
    namespace: 'shop',
    concurrency: 16,
    asked,
    send: async ({ path }): Promise<ClusterAnswer> => {
      asked.push(path);
      const text = texts[path];
      return text === undefined
        ? { status: 403, body: null, message: 'forbidden', warnings: [] }
        : { status: 200, body: null, message: '', warnings: [], text };
    },
    watch: async () => ({ status: 200, body: null, message: '', warnings: [] }),
    close: () => undefined,
  };
}

const LOG = '/api/v1/namespaces/shop/pods/web-1/log?container=app&tailLines=5';

test('the end of what the container wrote before it was started again', async () => {
  const cluster = logs({
    [`${LOG}&previous=true`]: 'one\ntwo\n\n{"level":"error","msg":"no database"}\n',
    [LOG]: 'started again\n',
  });
  const rows = await withLastWords([row('web')], cluster, () => []);
  expect(printWaitEnd(rows, 1000, PLAIN).split('\n')).toEqual([
    'InProgress  Deployment/shop/web: no Pod is ready  (web.service)',
    '    container app ends (web-1, web-2)',
    '    last lines of container app in web-1:',
    '      one',
    '      two',
    '      {"level":"error","msg":"no database"}',
    '1 failed after 1 s',
    '',
  ]);
  expect(cluster.asked).toHaveLength(1);
});

test('of its first start, where there was none before', async () => {
  const cluster = logs({ [`${LOG}&previous=true`]: '', [LOG]: 'now\n' });
  const [told] = await withLastWords([row('web')], cluster, () => []);
  expect(told?.lastWords).toEqual([{ pod: 'web-1', container: 'app', lines: ['now'] }]);
});

test('no secret, no controls, no endless line', async () => {
  const cluster = logs({
    [`${LOG}&previous=true`]: `login with hunter2-hunter2\nDB_PASSWORD=correct-horse\n\u001b[31mred\n${'x'.repeat(999)}\n`,
  });
  const [told] = await withLastWords([row('web')], cluster, () => ['hunter2-hunter2']);
  const lines = told?.lastWords?.[0]?.lines ?? [];
  expect(lines.slice(0, 3)).toEqual(['login with (secret)', 'DB_PASSWORD=(secret)', ' [31mred']);
  expect(lines[3]).toHaveLength(201);
});

test('who may not read logs does without; what is well is not asked for', async () => {
  const cluster = logs({});
  const well = row('well', { verdict: 'ready' });
  const pending = row('pending', {
    troubles: [{ cause: 'unschedulable', sentence: 'no node', pods: ['pending-1'] }],
  });
  const rows = await withLastWords([row('web'), well, pending], cluster, () => []);
  expect(rows.map(({ lastWords }) => lastWords)).toEqual([[], undefined, undefined]);
  expect(cluster.asked).toHaveLength(2);
});

test('of ten objects at most', async () => {
  const cluster = logs({});
  await withLastWords(
    Array.from({ length: 30 }, (_, i) => row(`web-${i}`)),
    cluster,
    () => [],
  );
  expect(cluster.asked).toHaveLength(20);
});
