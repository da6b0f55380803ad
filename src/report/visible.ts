const TAB = '    ';

/**
 * A text of somebody else as a terminal may have it: control characters, which would move the cursor or worse, as their
 * pictures; bytes that are no UTF-8 as U+FFFD.
 */
export const visible = (text: string): string =>
  text
    .replaceAll('\t', TAB)
    .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
    .replace(/\p{Cc}/gu, (c) =>
      c === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + (c.charCodeAt(0) & 0x1f)),
    );
