import type { NameRule } from './names.ts';

const hasParent = (path: string): boolean => path.split('/').includes('..');

/** Absolute and without `..` (mapping H40-14). */
export const absolutePath: NameRule = (text) => {
  if (!text.startsWith('/')) return 'must be an absolute path';
  return hasParent(text) ? "must not contain '..'" : null;
};

/** Relative and without `..` (mapping H40-14). */
export const relativePath: NameRule = (text) => {
  if (text === '') return 'must be a path';
  if (text.startsWith('/')) return 'must be a relative path';
  return hasParent(text) ? "must not contain '..'" : null;
};

/** No process can be given a NUL byte; a lone surrogate is no text at all. */
export const withoutNul: NameRule = (text) => {
  if (text.includes('\0')) return 'must not contain NUL';
  return !/\p{Surrogate}/u.test(text) ? null : 'must be text that UTF-8 can hold';
};

const DOMAIN_PART = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
/** The reference grammar of the distribution project (mapping E1-01). */
const REFERENCE = new RegExp(
  `^(?:${DOMAIN}/)?${PATH_PART}(?:/${PATH_PART})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** Templates take any text for an image; only the Pod fails (mapping H105). */
export const imageReference: NameRule = (text) =>
  REFERENCE.test(text) ? null : 'must be an image reference';
