// Part of the build: runs usual commands in one process, against a server that remembers what it is told, so that the code of
// what they use is kept (docs/decisions/006). Its one argument is a directory to work in.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { loadBundle } from './load-bundle.js';

const store = new Map();
let version = 0;

const HERE = import.meta.dirname;
const place = process.argv[2];
const bundle = loadBundle(path.join(HERE, '../dist/main.cjs'));
const server = createServer(answer);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();
mkdirSync(place, { recursive: true });
const kubeconfig = path.join(place, 'kubeconfig');
const named = (name, what) => `- name: ${name}\n  ${what}`;
writeFileSync(
  kubeconfig,
  `apiVersion: v1
kind: Config
current-context: a
contexts:
${named('a', 'context:\n    cluster: a\n    user: a')}
clusters:
${named('a', `cluster:\n    server: http://127.0.0.1:${port}`)}
users:
${named('a', 'user: {}')}
`,
);
process.env.KUBECONFIG = kubeconfig;

const manifests = path.join(place, 'manifests');
const fromManifests = ['--from-manifests', manifests, '--set', 'a'];
const apply = ['apply', ...fromManifests, '--yes', '--no-wait', '--fail-on', 'never'];
await run(['convert', 'fixtures', '--fail-on', 'never']);
await run(['convert', 'fixtures/webshop', '--out', manifests, '--fail-on', 'never']);
await run(apply);
await run(apply);
touchAll();
await run(['diff', ...fromManifests]);
await run(['diff', ...fromManifests, '--output', 'markdown']);
await run(apply);
await run(['apply', 'fixtures/webshop', '-n', 'b', '--yes', '--no-wait', '--fail-on', 'never']);
await run(['status', '--set', 'a']);
await run(['delete', '--set', 'a', '--yes']);
server.closeAllConnections();
server.close();
bundle.keepCode();

async function run(args) {
  process.exitCode = 0;
  await bundle.exports.main(HERE, args);
  // 1: findings or differences.
  if (process.exitCode > 1) throw new Error(`${args.join(' ')}: ${process.exitCode}`);
  process.exitCode = 0;
}

/** Just enough of a Kubernetes. */
function answer(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url, 'http://x');
    const [status, body] = reply(request.method, url, text === '' ? null : JSON.parse(text));
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  });
}

function reply(method, { pathname, searchParams }, body) {
  if (pathname === '/api' || pathname === '/apis') return [200, discovery(pathname)];
  if (pathname === '/version') return [200, { major: '1', minor: '35' }];
  if (pathname.endsWith('accessreviews')) return [201, { ...body, status: { allowed: true } }];
  if (method === 'DELETE') return [store.delete(pathname) ? 200 : 404, { kind: 'Status' }];
  if (method === 'PATCH') return patch(pathname, searchParams.has('dryRun'), body);
  if (store.has(pathname)) return [200, store.get(pathname)];
  if (!/\/[a-z]+$/.test(pathname) || pathname.includes('/configmaps/'))
    return [404, { kind: 'Status', code: 404, message: 'not found' }];
  const label = searchParams.get('labelSelector')?.split('=');
  const items = [...store]
    .filter(([key]) => key.startsWith(`${pathname}/`))
    .map(([, object]) => object)
    .filter(({ metadata }) => !label || metadata.labels?.[label[0]] === label[1]);
  return [200, { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items }];
}

function patch(pathname, isDryRun, body) {
  const old = store.get(pathname);
  version += 1;
  const managedFields = [
    {
      manager: 'fleetlift',
      operation: 'Apply',
      apiVersion: body.apiVersion,
      fieldsType: 'FieldsV1',
      fieldsV1: fieldsOf(body),
    },
  ];
  const metadata = { uid: 'u', ...body.metadata, resourceVersion: `${version}`, managedFields };
  const object = { ...body, metadata };
  if (!isDryRun) store.set(pathname, object);
  return [old === undefined ? 201 : 200, object];
}

function fieldsOf(value) {
  const isMap = (v) => typeof v === 'object' && v !== null && !Array.isArray(v);
  if (Array.isArray(value) && value.every((item) => item?.name !== undefined))
    return Object.fromEntries(
      value.map((item) => [`k:${JSON.stringify({ name: item.name })}`, fieldsOf(item)]),
    );
  if (!isMap(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [`f:${key}`, fieldsOf(v)]));
}

/** Somebody changed one value of each object. */
function touchAll() {
  for (const [key, object] of store)
    if (object.metadata.annotations)
      store.set(key, {
        ...object,
        metadata: {
          ...object.metadata,
          annotations: { ...object.metadata.annotations, 'fleetlift.dev/source-file': 'other' },
        },
      });
}

function discovery(pathname) {
  const kinds = {
    '/api': [['', 'v1', 'ConfigMap Secret Service Pod Namespace']],
    '/apis': [
      ['apps', 'v1', 'Deployment DaemonSet StatefulSet ReplicaSet'],
      ['batch', 'v1', 'Job CronJob'],
      ['policy', 'v1', 'PodDisruptionBudget'],
    ],
  };
  return {
    kind: 'APIGroupDiscoveryList',
    items: kinds[pathname].map(([name, v, words]) => ({
      metadata: { name },
      versions: [{ version: v, resources: words.split(' ').map(resourceOf) }],
    })),
  };
}

function resourceOf(kind) {
  const scope = kind === 'Namespace' ? 'Cluster' : 'Namespaced';
  return { resource: `${kind.toLowerCase()}s`, responseKind: { kind }, scope, verbs: ['get'] };
}
