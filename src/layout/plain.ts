import { createHash } from 'node:crypto';
import type { Manifest } from '../manifest/manifest.ts';
import { asJson, printJson, printYaml } from '../manifest/print.ts';

/** One file to write. `private`: mode 0600. */
export interface LaidOutFile {
  readonly path: string;
  readonly text: string;
  readonly private: boolean;
}

/** Longer names are cut: file systems take 255 bytes. */
const LONGEST = 240;

/**
 * One file an object, `KIND-NAME.yaml` in lower case, in the order of the manifests. Secrets stand in files of their own
 * (`secret-NAME.yaml`), which are private; with real values in them a `.gitignore` names them (mapping H20-4).
 */
export function layOutPlain(
  manifests: readonly Manifest[],
  format: 'yaml' | 'json',
  secretsIncluded = false,
): readonly LaidOutFile[] {
  const files = manifests.map((manifest) => ({
    path: `${fileName(manifest)}.${format}`,
    text: format === 'json' ? printJson(asJson(manifest)) : printYaml([manifest]),
    private: manifest.kind === 'Secret',
  }));
  const secrets = files.filter((f) => f.private).map((f) => `${f.path}\n`);
  if (!secretsIncluded || secrets.length === 0) return files;
  return [...files, { path: '.gitignore', text: secrets.join(''), private: false }];
}

/** Kinds have no `-`, names no upper case: two objects never get one file. */
function fileName({ kind, metadata }: Manifest): string {
  const name = `${kind.toLowerCase()}-${metadata.name}`;
  if (name.length <= LONGEST) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST - 9)}-${hash}`;
}
