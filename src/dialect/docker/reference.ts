import {
  concat,
  holesOf,
  type LogicalText,
  slice,
  spanOf,
  written,
} from '../../source/logical-text.ts';

/** An image reference, taken apart (mapping E1-01). */
export interface Reference {
  /** `docker.io`, `quay.io:5000`; never left out. */
  readonly domain: string;
  /** `library/nginx` */
  readonly path: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

const ALNUM = '[a-z0-9]+';
const PATH_PART = `${ALNUM}(?:(?:[._]|__|-+)${ALNUM})*`;
const PATH = `${PATH_PART}(?:/${PATH_PART})*`;
const HOST_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${HOST_PART}(?:\\.${HOST_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[a-fA-F0-9]{32,}';
const REFERENCE = new RegExp(`^(${DOMAIN})/(${PATH})(?::(${TAG}))?(?:@(${DIGEST}))?$`);

/** As docker reads a reference: `nginx` is `docker.io/library/nginx`. null: not a legal one. */
export function readReference(text: string): Reference | null {
  if (/^[a-f0-9]{64}$/.test(text)) return null;
  const { domain, rest } = domainOf(text);
  const [, host, path, tag, digest] = REFERENCE.exec(`${domain}/${rest}`) ?? [];
  if (
    host === undefined ||
    path === undefined ||
    `${host}/${path}`.length > 255 + domain.length + 1
  )
    return null;
  if (digest !== undefined && !isDigest(digest)) return null;
  return { domain: host, path, tag: tag ?? null, digest: digest ?? null };
}

/** Digests of the algorithms that are known have their length, and small letters. */
function isDigest(digest: string): boolean {
  const length = { sha256: 64, sha384: 96, sha512: 128 }[digest.slice(0, digest.indexOf(':'))];
  const hex = digest.slice(digest.indexOf(':') + 1);
  return length !== undefined && hex.length === length && /^[a-f0-9]+$/.test(hex);
}

/** The first part is a registry when it has a dot, a colon or a capital, or is `localhost`. */
function domainOf(text: string): { readonly domain: string; readonly rest: string } {
  const at = text.indexOf('/');
  const first = text.slice(0, Math.max(0, at));
  const isDomain = first === 'localhost' || /[.:A-Z]/.test(first);
  const domain = isDomain ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
  const rest = isDomain ? text.slice(at + 1) : text;
  return { domain, rest: domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}

export type ImageReading =
  /** `image` is what a Pod gets: with its registry, tag and digest as written. */
  | {
      readonly kind: 'reference';
      readonly image: LogicalText;
      /** The registry was not written out, or is one that has moved (mapping E1-01, E1-06). */
      readonly change: 'none' | 'qualified' | 'moved';
      /** Neither tag nor digest (mapping E1-02). */
      readonly unpinned: boolean;
      /** Last part of the name, without tag: `nginx`. */
      readonly name: string;
    }
  /** The id of an image in one daemon (mapping E1-04). */
  | { readonly kind: 'id' }
  /** An unknown part (mapping E1-05): a placeholder has to stand for it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'bad' };

/** What an image written in a unit means (mapping E1-01 – E1-06). */
export function imageOf(text: LogicalText): ImageReading {
  if (holesOf(text).length > 0) return withHole(text);
  if (isImageId(text.text)) return { kind: 'id' };
  const reference = readReference(text.text);
  if (reference === null) return { kind: 'bad' };
  const moved = movedTo(reference, text.text);
  const qualified = `${moved.domain}/${moved.path}`;
  const prefix = nameLength(text.text);
  const change = moved.was
    ? 'moved'
    : qualified === text.text.slice(0, prefix)
      ? 'none'
      : 'qualified';
  const image =
    change === 'none'
      ? text
      : concat([written(qualified, spanOf(text, 0, prefix)), ...tail(text, prefix)]);
  return {
    kind: 'reference',
    image,
    change,
    unpinned: reference.tag === null && reference.digest === null,
    name: reference.path.slice(reference.path.lastIndexOf('/') + 1),
  };
}

const tail = (text: LogicalText, from: number): readonly LogicalText[] =>
  from < text.text.length ? [slice(text, from)] : [];

/** Length of the text without tag and digest. */
function nameLength(text: string): number {
  const at = text.indexOf('@');
  const name = at < 0 ? text : text.slice(0, at);
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? colon : name.length;
}

/** Registries that moved, mapping E1-06. */
function movedTo(
  { domain, path }: Reference,
  written: string,
): { readonly domain: string; readonly path: string; readonly was: boolean } {
  if (domain === 'registry-1.docker.io') return { domain: 'docker.io', path, was: true };
  if (domain === 'k8s.gcr.io') return { domain: 'registry.k8s.io', path, was: true };
  if (domain === 'gcr.io' && path.startsWith('google_containers/'))
    return { domain: 'registry.k8s.io', path: path.slice('google_containers/'.length), was: true };
  return { domain, path, was: written.startsWith('index.docker.io/') };
}

/** An id in full, or a short one: twelve or so hexadecimal digits that no one would name an image. */
function isImageId(text: string): boolean {
  if (/^(sha256:)?[a-f0-9]{64}$/.test(text)) return true;
  return /^[a-f0-9]{8,63}$/.test(text) && /\d/.test(text) && /[a-f]/.test(text);
}

/** What stands around an unknown part tells little; a blank or a scheme is never legal. */
function withHole({ text }: LogicalText): ImageReading {
  return /\s|:\/\//.test(text) ? { kind: 'bad' } : { kind: 'unknown' };
}
