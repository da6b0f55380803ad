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
  if (host === undefined || path === undefined || path.length > 255) return null;
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
