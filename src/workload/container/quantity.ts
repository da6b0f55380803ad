/** mapping H96, F2-10: the server's canonical form: `512Mi`, `1Gi`, `128M`, plain bytes when nothing divides. */
export function memoryQuantity(bytes: number): string {
  for (const [suffix, size] of UNITS) {
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${suffix}`;
  }
  return String(bytes);
}

const UNITS = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['G', 10 ** 9],
  ['M', 10 ** 6],
  ['Ki', 2 ** 10],
] as const;

/** Millicores: `1500m`, whole CPUs without a suffix. Rounded up to 1 m. */
export function cpuQuantity(millicores: number): string {
  const whole = Math.max(0, Math.ceil(millicores));
  return whole % 1000 === 0 ? String(whole / 1000) : `${whole}m`;
}
