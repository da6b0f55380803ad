import type { JsonObject } from '../../src/manifest/manifest.ts';

/** The objects of `count / 3` units as convert writes them: a ConfigMap, a Service and a Deployment without Pods each. */
export function objectsOfUnits(count: number, version: string): readonly JsonObject[] {
  return Array.from({ length: count / 3 }, (_, i) => objectsOfUnit(`unit-${i}`, version)).flat();
}

function objectsOfUnit(name: string, version: string): readonly JsonObject[] {
  const selector = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name };
  const metadata = {
    name,
    labels: { ...selector, 'app.kubernetes.io/managed-by': 'fleetlift' },
    annotations: {
      'fleetlift.dev/fleet-hash': '643fe7d15578a89aa23997dc2eb429a681fea4e2',
      'fleetlift.dev/source-file': `${name}.service`,
      'fleetlift.dev/source-units': `${name}.service`,
      'kubernetes.io/description': version,
    },
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { 'app.conf': `listen 8080\nworkers 4\nname ${name}\nversion ${version}\n` },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        ports: [{ name: 'tcp-80', protocol: 'TCP', port: 8080, targetPort: 'tcp-80' }],
        selector,
        type: 'ClusterIP',
      },
    },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: deploymentOf(name, selector) },
  ];
}

const deploymentOf = (name: string, selector: JsonObject): JsonObject => ({
  replicas: 0,
  selector: { matchLabels: selector },
  template: {
    metadata: { labels: selector },
    spec: {
      containers: [
        {
          name,
          image: 'docker.io/library/nginx:1.11',
          env: [
            { name: 'LISTEN', value: '8080' },
            { name: 'UPSTREAM', value: 'http://10.0.0.7:9000' },
          ],
          ports: [{ name: 'tcp-80', containerPort: 80, protocol: 'TCP' }],
          resources: { limits: { memory: '512Mi' } },
          volumeMounts: [{ name: 'config', mountPath: '/etc/app' }],
          imagePullPolicy: 'IfNotPresent',
        },
      ],
      volumes: [{ name: 'config', configMap: { name } }],
      terminationGracePeriodSeconds: 5,
      automountServiceAccountToken: false,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      enableServiceLinks: false,
    },
  },
  strategy: { type: 'Recreate' },
  revisionHistoryLimit: 3,
});
