import { readReference } from '../../dialect/docker/reference.ts';
import type { FactOf } from '../../fact/fact.ts';
import { holesOf, type LogicalText, written } from '../../source/logical-text.ts';
import { variableOf } from '../environment/pod-text.ts';
import { mappedImage } from './host-program.ts';
import { containerField, type Scope } from './scope.ts';

/** A container's image as emitted. */
export interface Image {
  readonly text: string;
  /** A placeholder stands in it (mapping G0-4). */
  readonly unresolved: boolean;
}

/** mapping E1-01 – E1-06, G97. null: nothing was said, or docker itself would have refused it. */
export function imageOf(scope: Scope): Image | null {
  const said = scope.ledger.one('container.image');
  if (said === null) return null;
  const { token } = said;
  const value = givenImage(scope, said) ?? sourceOfTag(scope, said.value);
  const unknown = unknownImage(scope, { ...said, value });
  if (unknown !== null) return { text: unknown, unresolved: true };
  const image = qualifiedImage(value.text);
  if (image === null) {
    scope.notes.say('bad-image', token, 'E1-01', { image: value.text });
    return null;
  }
  scope.notes.settle(token, 'set', 'E1-01', { field: containerField(scope, 'image') });
  if (image !== value.text)
    scope.notes.say('image-qualified', token, 'E1-01', { written: value.text, image });
  if (!/@|:[^/]*$/.test(image)) scope.notes.say('image-not-pinned', token, 'E1-02', { image });
  return { text: image, unresolved: false };
}

/** An image that nobody can know, of a tree or of a daemon, and that a person names (mapping B81, E1-04, F4-01). */
function givenImage(
  { unit, around }: Scope,
  { value, token }: FactOf<'container.image'>,
): LogicalText | null {
  if (holesOf(value).length === 0 && !isImageId(value.text)) return null;
  const mapped = mappedImage(unit.unit.name, around.decisions);
  return mapped === null ? null : written(mapped, token.span);
}

/** mapping G08: a name that `docker tag` gave another image before the start is that image. */
function sourceOfTag({ unit }: Scope, image: LogicalText): LogicalText {
  const roles = unit.steps
    .filter(({ step }) => step.key === 'ExecStartPre')
    .flatMap((s) => s.roles);
  const tag = roles.findLast(
    (role) =>
      role.kind === 'tag-image' && qualifiedImage(role.to.text) === qualifiedImage(image.text),
  );
  return tag?.kind === 'tag-image' ? tag.from : image;
}

/** A text that is known, no placeholder, and no reference: docker refuses it (mapping E1-01, H105). */
export function isIllegalImage(text: LogicalText): boolean {
  if (holesOf(text).length > 0 || isPlaceholder(text.text) || isImageId(text.text)) return false;
  return qualifiedImage(text.text) === null;
}

/** The placeholder for an image that only a machine or a person knows; null when it is known. */
function unknownImage(scope: Scope, { value, token }: FactOf<'container.image'>): string | null {
  const say = (rule: string, written: string, placeholder: string, variable: string | null) => {
    scope.notes.say('image-unknown', token, rule, { written, placeholder, variable });
    return placeholder;
  };
  const hole = holesOf(value)[0];
  if (hole !== undefined) {
    const variable = variableOf(hole);
    const answer = hole.kind === 'unknown' ? variable : null;
    return say(
      'E1-05',
      writtenWith(value.text, variable),
      `REPLACE_ME_${nameOf(variable)}`,
      answer,
    );
  }
  if (isPlaceholder(value.text))
    return say('G97', value.text, value.text, placeholderName(value.text));
  return isImageId(value.text) ? say('E1-04', `id ${value.text}`, 'REPLACE_ME_IMAGE', null) : null;
}

const nameOf = (variable: string | null): string =>
  (variable ?? 'IMAGE').replace(/[^A-Za-z0-9_]+/g, '_').toUpperCase();

const writtenWith = (text: string, variable: string | null): string =>
  text.replaceAll('\uFFFC', variable === null ? '(unknown)' : `\${${variable}}`);

/** Text that a deployer should have filled in (mapping G97). */
function isPlaceholder(text: string): boolean {
  return /__\w+__|<[^>]*>|\{\{.*\}\}|\$\{?[A-Za-z_]|CHANGE_?ME/.test(text);
}

const placeholderName = (text: string): string | null =>
  /[A-Za-z][A-Za-z0-9_]*[A-Za-z0-9]/.exec(
    /__\w+__|<[^>]*>|\{\{.*\}\}|\$\{?\w+|CHANGE_?ME/.exec(text)?.[0] ?? '',
  )?.[0] ?? null;

/** An image id lives in one daemon only (mapping E1-04). */
const isImageId = (text: string): boolean =>
  /^(sha256:)?[0-9a-f]{8,64}$/.test(text) &&
  /[0-9]/.test(text) &&
  /^(sha256:|.{8}$|.{12}$|.{64}$)/.test(text);

/**
 * The reference in full, by docker's rules: `nginx` → `docker.io/library/nginx`. null: it is no legal reference.
 * Registries that have moved are written with their name of today (mapping E1-06).
 */
export function qualifiedImage(text: string): string | null {
  const reference = readReference(text);
  if (reference === null) return null;
  const { domain, path, tag, digest } = reference;
  return `${moved(domain, path)}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
}

function moved(registry: string, path: string): string {
  if (registry === 'k8s.gcr.io') return `registry.k8s.io/${path}`;
  if (registry === 'gcr.io' && path.startsWith('google_containers/'))
    return `registry.k8s.io/${path.slice('google_containers/'.length)}`;
  const isHub = /^(docker\.io|index\.docker\.io|registry-1\.docker\.io)$/.test(registry);
  if (!isHub) return `${registry}/${path}`;
  return `docker.io/${path.includes('/') ? path : `library/${path}`}`;
}

/** Images of software that keeps state (mapping H60-4), by the last part of their name. */
const STATEFUL =
  /^(postgres(ql)?|mysql|mariadb|percona|galera|mongo(db)?|redis|elasticsearch|cassandra|couchdb|couchbase|riak|rethinkdb|neo4j|influxdb|kafka|zookeeper|exhibitor|rabbitmq|nats-streaming|etcd|consul|vault|minio|registry|jenkins|gitlab|grafana|prometheus|graphite|nexus|ceph)$/;

export const keepsState = (image: string): boolean =>
  imageWords(image).some((word) => STATEFUL.test(word));

/** `quay.io/coreos/mysql-server:5` → `mysql-server`, `mysql`, `server`: the last part of the name and its words. */
export function imageWords(image: string): readonly string[] {
  const last =
    image
      .replace(/@.*$/, '')
      .replace(/:[^/]*$/, '')
      .split('/')
      .at(-1) ?? '';
  return [last, ...last.split(/[-_.]/)];
}
