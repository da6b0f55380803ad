/** One code of the catalogue: everything that is ever said under it. */
export interface Entry<Args> {
  /** Class of the rule (mapping, 0.1). Severity and account follow from it. */
  readonly class: 'NOTE' | 'APPROX' | 'LOST' | 'DECIDE' | 'RETIRED' | 'ERROR';
  /** Heading of the code's page, docs/findings/CODE.md. */
  readonly title: string;
  readonly message: (args: Args) => string;
  /** What to do about it. */
  readonly help?: (args: Args) => string;
}

export const entry = <Args>(e: Entry<Args>): Entry<Args> => e;
