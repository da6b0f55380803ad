import type { Volume, VolumeSource } from '../../workload/pod.ts';
import { ifTrue, object } from '../json.ts';
import type { JsonObject } from '../manifest.ts';

export const renderVolume = ({ name, source }: Volume): JsonObject => ({
  name,
  ...sourceOf(source),
});

function sourceOf(source: VolumeSource): JsonObject {
  switch (source.kind) {
    case 'host-path':
      return { hostPath: object({ path: source.path, type: source.type }) };
    case 'empty-dir':
      return {
        emptyDir: object({
          medium: source.memory ? 'Memory' : null,
          sizeLimit: source.sizeLimit,
        }),
      };
    case 'claim':
      return {
        persistentVolumeClaim: object({
          claimName: source.claimName,
          readOnly: ifTrue(source.readOnly),
        }),
      };
    case 'config-map':
      return { configMap: object({ name: source.name, optional: ifTrue(source.optional) }) };
    case 'secret':
      return { secret: object({ secretName: source.name, optional: ifTrue(source.optional) }) };
    case 'nfs':
      return {
        nfs: object({
          server: source.server,
          path: source.path,
          readOnly: ifTrue(source.readOnly),
        }),
      };
    case 'image':
      return { image: object({ reference: source.reference, pullPolicy: source.pullPolicy }) };
  }
}
