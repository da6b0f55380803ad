import type { Cluster } from '../../app/cluster-port.ts';
import { type ConnectionOptions, openCluster } from './connection.ts';
import { readAccess } from './kubeconfig.ts';

/** The clusters of these contexts, or of the current one. Nothing is sent yet. Throws `EnvironmentError`. */
export async function connect(
  contexts: readonly string[],
  options: ConnectionOptions,
  env: NodeJS.ProcessEnv,
): Promise<readonly Cluster[]> {
  return (await readAccess(contexts, env)).map((access) => openCluster(access, options));
}
