/** Grammars of names, as Kubernetes validates them. Each gives what is wrong, or null. */
export type NameRule = (text: string) => string | null;

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
/** DNS names of a search list: single underscores and a dot at the end pass. */
const SEARCH = /^[a-z0-9_](?:[-a-z0-9_]*[a-z0-9])?(?:\.[a-z0-9_](?:[-a-z0-9_]*[a-z0-9])?)*$/;

const longer = (text: string, most: number): string | null =>
  text.length > most ? `must be no more than ${most} characters` : null;

const unless = (good: boolean, expected: string): string | null =>
  good ? null : `must be ${expected}`;

export const dnsLabel: NameRule = (text) =>
  longer(text, 63) ?? unless(LABEL.test(text), 'a DNS label: a-z, 0-9 and - inside');

export const dnsLabel1035: NameRule = (text) =>
  longer(text, 63) ??
  unless(LABEL_1035.test(text), 'a DNS label that begins with a letter: a-z, 0-9 and - inside');

export const dnsSubdomain: NameRule = (text) =>
  longer(text, 253) ?? unless(SUBDOMAIN.test(text), 'DNS labels divided by dots');

export const dnsSearch: NameRule = (text) =>
  text === '.'
    ? null
    : (longer(text, 253) ?? unless(SEARCH.test(text.replace(/\.$/, '')), 'a DNS name'));

/** `name` or `prefix/name`: keys of labels and annotations. */
export const labelKey: NameRule = (text) => {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  const prefix = slash >= 0 ? dnsSubdomain(text.slice(0, slash)) : null;
  return (
    prefix ??
    longer(name, 63) ??
    unless(QUALIFIED.test(name), 'a qualified name: letters, digits and -_. inside')
  );
};

/** The prefix of an annotation's key may have upper case. */
export const annotationKey: NameRule = (text) => labelKey(text.toLowerCase());

export const labelValue: NameRule = (text) =>
  longer(text, 63) ??
  unless(text === '' || QUALIFIED.test(text), 'a label value: letters, digits and -_. inside');

export const portName: NameRule = (text) =>
  longer(text, 15) ??
  unless(
    LABEL.test(text) && /[a-z]/.test(text) && !text.includes('--'),
    'a port name: a-z, 0-9, a letter, single - inside',
  );

/** mapping H2-08 */
export const envName: NameRule = (text) =>
  unless(/^[\x20-\x3C\x3E-\x7E]+$/.test(text), 'printable ASCII without =');

/** Keys of ConfigMaps and Secrets (mapping H20-9). */
export const configKey: NameRule = (text) =>
  longer(text, 253) ??
  unless(
    /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..'),
    'a key: letters, digits and -_. that does not begin with two dots',
  );

export const headerName: NameRule = (text) => unless(/^[-A-Za-z0-9]+$/.test(text), 'a header name');

export const hostnameOverride: NameRule = (text) => longer(text, 64) ?? dnsSubdomain(text);

/** A share of the replicas; numbers are not texts. */
export const percentage: NameRule = (text) =>
  unless(/^\d+%$/.test(text), 'a whole number or a percentage such as 25%');

export const notEmpty: NameRule = (text) => unless(text !== '', 'something');

export const sysctlName: NameRule = (text) =>
  longer(text, 253) ??
  unless(
    /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:[./][a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/.test(text),
    'the name of a sysctl',
  );
