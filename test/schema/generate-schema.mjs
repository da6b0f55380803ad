// Writes src/manifest/schema/kube-schema.ts from the OpenAPI documents of the Go module k8s.io/kubernetes.
// Needs Go. Run it for a new release: node test/schema/generate-schema.mjs
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RELEASES = { 1.35: 'v1.35.4', 1.36: 'v1.36.3', 1.37: 'v1.37.1' };
const DOCUMENTS = {
  v1: 'api__v1',
  'apps/v1': 'apis__apps__v1',
  'batch/v1': 'apis__batch__v1',
  'policy/v1': 'apis__policy__v1',
  'scheduling.k8s.io/v1': 'apis__scheduling.k8s.io__v1',
};
/** The kinds that fleetlift writes, and Pod: what the server says about one holds for templates. */
const KINDS = {
  v1: [
    'Namespace',
    'ConfigMap',
    'Secret',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Service',
    'Pod',
  ],
  'apps/v1': ['Deployment', 'DaemonSet', 'StatefulSet'],
  'batch/v1': ['Job', 'CronJob'],
  'policy/v1': ['PodDisruptionBudget'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
};
/** Fields of ObjectMeta that only the server writes (mapping H99). */
const OF_THE_SERVER = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generateName',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);
const PRIMITIVE = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'string',
};

const versions = Object.keys(RELEASES);
/** type → field → version → text of its type */
const types = new Map();
/** short name → full name: two types of one name would be told apart here */
const fullNames = new Map();
for (const version of versions) collect(version);
writeFileSync(
  path.join(import.meta.dirname, '../../src/manifest/schema/kube-schema.ts'),
  moduleText(),
);

function collect(version) {
  const directory = JSON.parse(
    execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@${RELEASES[version]}`], {
      cwd: '/',
      env: { ...process.env, GOFLAGS: '-mod=mod' },
      encoding: 'utf8',
    }),
  ).Dir;
  for (const [apiVersion, kinds] of Object.entries(KINDS)) {
    const file = path.join(
      directory,
      `api/openapi-spec/v3/${DOCUMENTS[apiVersion]}_openapi.json`,
    );
    const { schemas } = JSON.parse(readFileSync(file, 'utf8')).components;
    for (const kind of kinds) addType(rootName(schemas, apiVersion, kind), schemas, version, new Set());
  }
}

function rootName(schemas, apiVersion, kind) {
  const [group, release] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const found = Object.entries(schemas).find(([, schema]) =>
    schema['x-kubernetes-group-version-kind']?.some(
      (gvk) => gvk.group === group && gvk.version === release && gvk.kind === kind,
    ),
  );
  return found[0];
}

function addType(fullName, schemas, version, seen) {
  if (seen.has(fullName)) return;
  seen.add(fullName);
  const name = shortName(fullName);
  const schema = schemas[fullName];
  const fields = types.get(name) ?? new Map();
  types.set(name, fields);
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    if (isOfTheServer(name, field, schema)) continue;
    const mark = (schema.required ?? []).includes(field) ? '!' : '';
    const text = `${field}${mark} ${typeText(property, (inner) => addType(inner, schemas, version, seen), schemas)}`;
    const known = fields.get(text) ?? [];
    if (!known.includes(version)) fields.set(text, [...known, version]);
  }
}

/** Of a kind its `status`, of all objects parts of `metadata`. */
function isOfTheServer(type, field, schema) {
  if (type === 'ObjectMeta') return OF_THE_SERVER.has(field);
  return field === 'status' && 'x-kubernetes-group-version-kind' in schema;
}

function typeText(property, add, schemas) {
  const reference = property.$ref ?? property.allOf?.[0]?.$ref;
  if (reference !== undefined) return referenceText(reference.split('/').at(-1), add);
  if (property.type === 'array') {
    const keys = (property['x-kubernetes-list-map-keys'] ?? []).map((key) => keyText(key, property, schemas));
    const set = property['x-kubernetes-list-type'] === 'set' ? '=' : '';
    return `[${typeText(property.items, add, schemas)}]${set}${keys.join('+')}`;
  }
  if (property.additionalProperties) return `{${typeText(property.additionalProperties, add, schemas)}}`;
  if (property.format === 'byte') return 'base64';
  if (property.oneOf) return 'quantity';
  return property.format === 'int32' || property.format === 'int64'
    ? property.format
    : property.type;
}

/** A key of a list map with its default, without which `protocol` would tell nothing. */
function keyText(key, property, schemas) {
  const item = property.items.$ref ?? property.items.allOf?.[0]?.$ref;
  const fallback = schemas[item.split('/').at(-1)].properties[key].default;
  return typeof fallback === 'string' && fallback !== '' ? `${key}=${fallback}` : key;
}

function referenceText(fullName, add) {
  const primitive = PRIMITIVE[fullName];
  if (primitive !== undefined) return primitive;
  add(fullName);
  return shortName(fullName);
}

function shortName(fullName) {
  const name = fullName.split('.').at(-1);
  if ((fullNames.get(name) ?? fullName) !== fullName)
    throw new Error(`${name} is both ${fullNames.get(name)} and ${fullName}`);
  fullNames.set(name, fullName);
  return name;
}

function moduleText() {
  const lines = [];
  for (const [apiVersion, kinds] of Object.entries(KINDS))
    for (const kind of kinds) lines.push(`= ${apiVersion} ${kind}`);
  for (const [name, fields] of [...types].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(name);
    for (const [text, where] of [...fields].sort(([a], [b]) => (a < b ? -1 : 1)))
      lines.push(` ${text}${where.length === versions.length ? '' : ` @${where.join(',')}`}`);
  }
  return `// Generated by test/schema/generate-schema.mjs from k8s.io/kubernetes ${Object.values(RELEASES).join(', ')}. Do not edit.

/**
 * Kinds (\`= APIVERSION KIND\`), then types with a field a line: name, \`!\` when the API calls it required, type, and
 * \`@RELEASES\` for fields that not all of them have. \`[T]\` is a list, \`[T]a+b=X\` one whose items differ in the keys a and
 * b (X when b is absent), \`[T]=\` a set, \`{T}\` a map of strings to T.
 */
export const KUBE_SCHEMA = \`
${lines.join('\n')}
\`;
`;
}
