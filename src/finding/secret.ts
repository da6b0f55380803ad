/** What must never be shown: values of secret-looking variables (mapping H20-1 – H20-3). */

/** Whole words of a name, split at `_`, `-`, `.`, `/` and changes of case. */
const SECRET_WORDS =
  /^(pass(w(or)?d)?|pwd|secret|token|apikey|accesskey|secretkey|privatekey|credentials?|auth|certkey|encryptionkey|salt|dsn|conn(ection)?str(ing)?)$/;
const SECRET_PAIRS =
  /(^|_)(api|access|secret|private|cert|encryption)_key(_|$)|(^|_)conn(ection)?_str(ing)?(_|$)/;
const GLUED_ENDING = /(PASSWORD|PASSWD|SECRET|TOKEN|APIKEY|PRIVATE_KEY|CREDENTIALS)$/i;
const HARMLESS_NAME =
  /^authors?(_|$)|(^|_)auth_(host|port|enabled)$|_(type|file|path|url|host|user|lifespan|ttl)$/;

const SECRET_VALUE = [
  /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i,
  /-----BEGIN [A-Z ]+-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
];
/** The id of a machine names it, and opens nothing (mapping C19). */
const MACHINE_ID = /(^|[-_./])machine-?_?id$/i;
const LONG_RANDOM = /^(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/=_-]{32,}$/;
const NO_SECRET_VALUE =
  /^(true|false|yes|no|on|off|none|null|htpasswd|\d+(\.\d+)?(ns|us|ms|s|m|h|d|w)|\/[\w./-]*|\$\([A-Z_]+\)|[:;,.?!]+)$/i;

/** Is this variable's value one that must not be shown? */
export function isSecret(name: string, value: string): boolean {
  if (SECRET_VALUE.some((pattern) => pattern.test(value))) return true;
  if (/(KEY|ID)$/i.test(name) && !MACHINE_ID.test(name) && LONG_RANDOM.test(value)) return true;
  return isSecretName(name) && couldBeSecret(name, value);
}

/** By its name alone. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const joined = words.join('_');
  if (HARMLESS_NAME.test(joined)) return false;
  return (
    words.some((word) => SECRET_WORDS.test(word)) ||
    SECRET_PAIRS.test(joined) ||
    GLUED_ENDING.test(name.replace(/[-./]/g, '_'))
  );
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\-./]+/)
    .filter((word) => word !== '');
}

/** mapping H20-3: an empty value, a switch, a duration, a short number, a path hold no secret. */
function couldBeSecret(name: string, value: string): boolean {
  if (value === '' || NO_SECRET_VALUE.test(value)) return false;
  if (!/^\d+$/.test(value)) return true;
  return /pass|pwd/i.test(name) && value.length >= 6;
}

/** What stands for a secret wherever text is shown. */
export const MASK = '\u2022\u2022\u2022';

/** What all of the patterns below need. */
const MAY_HOLD_SECRET = /[=:\s]|AKIA|eyJ/;

/**
 * Text with the values of secret-looking variables masked: `NAME=value`, `--name value`, `--name=value`, `NAME: value` and
 * user:password in URLs, whatever the quoting. Over-careful on purpose: it is for showing, not for converting. The
 * result has the length of the input wherever a mask fits.
 */
export function maskSecrets(text: string, replace: (secret: string) => string = fill): string {
  if (!MAY_HOLD_SECRET.test(text)) return text;
  const pair = (whole: string, name: string, between: string, value: string): string =>
    maskPair(whole, name, between, value, replace);
  return maskSentence(text, replace)
    .replace(
      /([A-Za-z_][\w.-]*)(\s+=\s*|=\s+|\s*:\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'\\]+)/g,
      pair,
    )
    .replace(/(--?[A-Za-z][\w-]*)(\s+)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'\\-][^\s"'\\]*)/g, pair);
}

/** The same for our own sentences, where a word behind a name is no value: `NAME=value` and user:password in URLs only. */
export function maskSentence(text: string, replace: (secret: string) => string = fill): string {
  return text
    .replace(
      /(["'])([A-Za-z_][\w.-]*)=((?:\\.|(?!\1)[^\\])*)\1/g,
      (whole: string, quote: string, name: string, value: string) =>
        isSecret(name, value) ? `${quote}${name}=${replace(value)}${quote}` : whole,
    )
    .replace(
      /([A-Za-z_][\w.-]*)(=)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'\\]+)/g,
      (whole: string, name: string, between: string, value: string) =>
        maskPair(whole, name, between, value, replace),
    )
    .replace(
      /([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)([^\s/@]+)(@)/gi,
      (_, before: string, secret: string, after: string) => before + replace(secret) + after,
    )
    .replace(/\b(AKIA[0-9A-Z]{16}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g, (secret) => replace(secret));
}

function maskPair(
  whole: string,
  name: string,
  between: string,
  value: string,
  replace: (secret: string) => string,
): string {
  const bare = value.replace(/^["']|["']$/g, '');
  if (!isSecret(name.replace(/^-+/, ''), bare)) return whole;
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return name + between + quote + replace(bare) + quote;
}

const fill = (secret: string): string => MASK.charAt(0).repeat(secret.length);
