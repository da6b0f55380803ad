/**
 * Lists whose items have a name of their own: compared by it, never by their place. From the `x-kubernetes-list-map-keys` of
 * Kubernetes' OpenAPI; `env` keeps its order there too, because `$(NAME)` looks backwards (mapping H31). All other lists
 * are compared as a whole, item by item.
 */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  sysctls: ['name'],
  resourceClaims: ['name'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  volumeClaimTemplates: ['metadata.name'],
};

/** The fields that name an item of the list at `path` (`spec.template.spec.containers`), or null. */
export function keysOfList(path: readonly string[]): readonly string[] | null {
  const name = path.at(-1) ?? '';
  if (name === 'ports')
    return path.length === 2 && path[0] === 'spec'
      ? ['port', 'protocol']
      : ['containerPort', 'protocol'];
  return KEYS[name] ?? null;
}
