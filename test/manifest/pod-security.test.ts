import { describe, expect, it } from 'vitest';
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts';
import { podSecurityOf } from '../../src/manifest/pod-security.ts';
import { asJson } from '../../src/manifest/print.ts';

const RESTRICTED = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

const deployment = (container: JsonObject, spec: JsonObject = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec: { containers: [{ name: 'c', ...container }], ...spec } } },
});

describe('podSecurityOf', () => {
  it.each<[string, Manifest, string, string[]]>([
    [
      'nothing said',
      deployment({}),
      'baseline',
      ['keeps capabilities', 'may gain privileges', 'may run as root', 'no filter of system calls'],
    ],
    ['all that restricted wants', deployment({ securityContext: RESTRICTED }), 'restricted', []],
    [
      'a capability of the runtime',
      deployment({
        securityContext: { ...RESTRICTED, capabilities: { add: ['CHOWN'], drop: ['ALL'] } },
      }),
      'baseline',
      ['capability CHOWN'],
    ],
    [
      'NET_ADMIN',
      deployment({ securityContext: { capabilities: { add: ['NET_ADMIN'] } } }),
      'privileged',
      ['capability NET_ADMIN'],
    ],
    [
      'privileged',
      deployment({ securityContext: { privileged: true } }),
      'privileged',
      ['privileged'],
    ],
    [
      'a hostPort',
      deployment({ ports: [{ containerPort: 80, hostPort: 80 }] }),
      'privileged',
      ['hostPort'],
    ],
    ['hostNetwork', deployment({}, { hostNetwork: true }), 'privileged', ['hostNetwork']],
    [
      'a hostPath',
      deployment({}, { volumes: [{ name: 'v', hostPath: { path: '/x' } }] }),
      'privileged',
      ['hostPath'],
    ],
    [
      'an unsafe sysctl',
      deployment(
        {},
        { securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] } },
      ),
      'privileged',
      ['sysctl net.core.somaxconn'],
    ],
    [
      'a safe one',
      deployment(
        { securityContext: RESTRICTED },
        { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] } },
      ),
      'restricted',
      [],
    ],
    [
      'no filter of system calls',
      deployment({}, { securityContext: { seccompProfile: { type: 'Unconfined' } } }),
      'privileged',
      ['seccompProfile Unconfined'],
    ],
  ])('%s', (_, manifest, level, why) =>
    expect(podSecurityOf([asJson(manifest)])).toEqual({
      level,
      because: why.map((w) => `Deployment/web: ${w}`),
    }),
  );

  it('looks into CronJobs, takes the highest, and says nothing without Pods', () => {
    const cron: Manifest = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'night' },
      spec: { jobTemplate: { spec: { template: { spec: { hostPID: true, containers: [] } } } } },
    };
    expect(podSecurityOf([deployment({}), cron].map(asJson))).toEqual({
      level: 'privileged',
      because: ['CronJob/night: hostPID'],
    });
    expect(
      podSecurityOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }]),
    ).toBeNull();
  });
});
