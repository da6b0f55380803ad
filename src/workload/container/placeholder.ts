/** `REPLACE_ME_<VAR>`: stands where a value is not known (mapping G0-4). */
export const placeholderFor = (variable: string | null): string =>
  `REPLACE_ME_${(variable || 'VALUE').replace(/[^A-Za-z0-9_]+/g, '_').toUpperCase()}`;
