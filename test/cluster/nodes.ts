import { request } from './api.ts';
import { type ControlPlane, until } from './control-plane.ts';

/** A node that kwok plays: Pods on it are ready at once. Waits until it is ready and has lost its first taint. */
export async function addNode(
  plane: ControlPlane,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  const amounts = { cpu: '32', memory: '64Gi', pods: '110' };
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        type: 'kwok',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...labels,
      },
    },
    status: { allocatable: amounts, capacity: amounts },
  };
  await request(plane, 'POST', '/api/v1/nodes', node);
  await untilReady(plane, name);
}

/** Waits until a node is ready and has lost its first taint. */
export const untilReady = (plane: ControlPlane, name: string): Promise<void> =>
  until(`node ${name}`, async () => isReady(await request(plane, 'GET', `/api/v1/nodes/${name}`)));

interface NodeAnswer {
  readonly spec?: { readonly taints?: readonly unknown[] };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

function isReady({ body }: { readonly body: unknown }): boolean {
  const { spec, status } = body as NodeAnswer;
  const ready = status?.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
  return ready && (spec?.taints ?? []).length === 0;
}
