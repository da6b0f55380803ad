const FACTOR: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity in its base unit (bytes, cores), or null when it is none (mapping H96). */
export function quantityOf(text: string): number | null {
  const match =
    /^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?:([numkMGTPE]|[KMGTPE]i|)|[eE]([+-]?[0-9]+))$/.exec(
      text,
    );
  if (match === null) return null;
  const [, digits = '', suffix, exponent] = match;
  return suffix === undefined
    ? Number(digits) * 10 ** Number(exponent)
    : Number(digits) * (FACTOR[suffix] ?? Number.NaN);
}
