import type { Decisions } from '../decision/options.ts';
import { type ClaimBook, openClaims } from './claim-book.ts';
import { type EtcdBook, openEtcd } from './etcd-book.ts';
import { type FileBook, openFiles } from './file-book.ts';
import type { Group } from './group.ts';
import { openNames } from './pod-name.ts';
import { openSecrets, type SecretBook } from './secret-book.ts';
import { openVolumes, type VolumeBook } from './volume-book.ts';

/** What the containers of one Pod share while it is built. */
export interface PodBooks {
  readonly volumes: VolumeBook;
  readonly claims: ClaimBook;
  readonly secrets: SecretBook;
  readonly files: FileBook;
  readonly etcd: EtcdBook;
  /** Container names, unique in the Pod (mapping A10). */
  readonly name: (wish: string) => string;
}

export function openBooks(group: Group, decisions: Decisions): PodBooks {
  const include = decisions.isOn('include-secrets');
  const volumes = openVolumes();
  return {
    volumes,
    claims: openClaims(group.name, group.kind === 'StatefulSet', volumes, decisions),
    secrets: openSecrets(group.name, include),
    files: openFiles(group.name, include),
    etcd: openEtcd(include),
    name: openNames(63),
  };
}
