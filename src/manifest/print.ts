import type { Json, JsonObject, Manifest } from './manifest.ts';
import { printYamlValue } from './print-yaml.ts';

/** Documents divided by `---`; LF, no trailing blanks, a final newline (mapping H99). Nothing for no manifests. */
export const printYaml = (manifests: readonly Manifest[]): string =>
  manifests.map((manifest) => printYamlValue(asJson(manifest))).join('---\n');

/** One `v1` List. */
export const printJsonList = (manifests: readonly Manifest[]): string =>
  printJson({ apiVersion: 'v1', kind: 'List', items: manifests.map(asJson) });

/** One object, indented by two, with a final newline. */
export const printJson = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;

/** A manifest is a JSON object whose fields have names. */
export const asJson = (manifest: Manifest): JsonObject => ({
  ...manifest,
  metadata: { ...manifest.metadata },
});
