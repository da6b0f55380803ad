/** Rows of the list that no test can show yet, with the reason. They need input that fleetlift does not read so far. */
export const UNTESTED: Readonly<Record<string, string>> = {
  'I-150': 'labels of nodes are only known from a live cluster, before an apply',
};
