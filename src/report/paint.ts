/** Colours a terminal's text, or leaves it alone. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
}

const sgr = (code: string) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const same = (text: string): string => text;

export const PLAIN: Paint = { error: same, warning: same, note: same, strong: same, dim: same };

/** SGR codes (ECMA-48): red, yellow, cyan, bold, faint. */
export const COLOURED: Paint = {
  error: sgr('1;31'),
  warning: sgr('1;33'),
  note: sgr('1;36'),
  strong: sgr('1'),
  dim: sgr('2'),
};
