import type { Decisions } from '../../decision/options.ts';
import { type EtcdBook, openEtcd } from '../environment/etcd-book.ts';
import { type FileBook, openFiles } from '../environment/file-book.ts';
import { openSecrets, type SecretBook } from '../environment/secret-book.ts';
import type { Group } from '../group.ts';
import { type ClaimBook, openClaims } from '../storage/claim-book.ts';
import { openVolumes, type VolumeBook } from '../storage/volume-book.ts';
import { openNames } from './pod-name.ts';

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
