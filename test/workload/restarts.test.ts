import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { at, convertSet, findingsOf, objectOf, service, workloadsOf } from './converted-set.ts';

const EVERY_END = [
  { action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [0] } },
  { action: 'RestartAllContainers', exitCodes: { operator: 'NotIn', values: [0] } },
];
const container = (object: Manifest, n: number) => at(object, `spec.template.spec.containers.${n}`);

describe('--option enable=restart-all (D2-09b)', () => {
  const texts = {
    'web.service': service({
      service: ['Restart=always', 'ExecStartPre=/usr/bin/docker run --rm example/web:1 migrate'],
    }),
    'bare.service': service({ service: ['Restart=always'] }),
  };
  it('restarts the Pod of a container with init containers at each of its ends', () => {
    const c = convertSet(texts, '--kube-version 1.36 --option enable=restart-all');
    expect(container(objectOf(c, 'Deployment', 'web'), 0)).toMatchObject({
      restartPolicy: 'Always',
      restartPolicyRules: EVERY_END,
    });
    expect(container(objectOf(c, 'Deployment', 'bare'), 0)).not.toHaveProperty('restartPolicy');
    expect(findingsOf(c, 'web.service')).toContain('restarts-all D2-09b');
    expect(findingsOf(c, 'web.service')).not.toContain('once-per-pod D2-09');
  });

  it('is not done by itself', () => {
    const c = convertSet(texts, '--kube-version 1.36');
    expect(container(objectOf(c, 'Deployment', 'web'), 0)).not.toHaveProperty('restartPolicyRules');
    expect(findingsOf(c, 'web.service')).toContain('once-per-pod D2-09');
  });
});

describe('--option bind-restart (C34)', () => {
  const texts = {
    'web.service': service({ service: ['Restart=always'] }),
    'log.service': service({
      unit: ['BindsTo=web.service', 'After=web.service'],
      service: ['Restart=always'],
      fleet: ['MachineOf=web.service'],
    }),
  };
  it('restarts the bound helpers with their leader', () => {
    const c = convertSet(texts, '--kube-version 1.37 --option bind-restart');
    const web = objectOf(c, 'Deployment', 'web');
    expect(container(web, 0)).toMatchObject({ name: 'web', restartPolicyRules: EVERY_END });
    expect(container(web, 1)).not.toHaveProperty('restartPolicyRules');
    expect(findingsOf(c, 'log.service')).toContain('restarts-all C34');
  });

  it('is not done by itself', () => {
    const c = convertSet(texts, '--kube-version 1.37');
    expect(container(objectOf(c, 'Deployment', 'web'), 0)).not.toHaveProperty('restartPolicy');
    expect(findingsOf(c, 'log.service')).toContain('not-enforced C34');
  });
});

describe('--option respect-no-restart', () => {
  const helper = (lines: readonly string[] = [], run = '--name %p example/app:1') =>
    service({
      unit: ['BindsTo=web.service', 'After=web.service'],
      service: lines,
      fleet: ['MachineOf=web.service'],
      run,
    });
  const web = service({ service: ['Restart=always'] });

  it('makes a Job of a unit by itself (D2-15)', () => {
    const c = convertSet({ 'web.service': service() }, '--option respect-no-restart');
    expect(workloadsOf(c)).toEqual(['Job/web']);
  });

  it.each([
    ['Restart=no', 'Never'],
    ['Restart=on-failure', 'OnFailure'],
  ])('lets a helper with %s stay down beside its leader (D2-15b)', (line, policy) => {
    const texts = { 'web.service': web, 'helper.service': helper([line]) };
    const c = convertSet(texts, '--option respect-no-restart');
    expect(workloadsOf(c)).toEqual(['Deployment/web']);
    const object = objectOf(c, 'Deployment', 'web');
    expect(container(object, 0)).not.toHaveProperty('restartPolicy');
    expect(container(object, 1)).toMatchObject({ name: 'helper', restartPolicy: policy });
    expect(findingsOf(c, 'helper.service')).toContain('differs D2-15b');
  });

  it('restarts it all the same where a Service selects the Pod', () => {
    const texts = {
      'web.service': web,
      'helper.service': helper([], '--name %p -p 80:80 example/app:1'),
    };
    const c = convertSet(texts, '--option respect-no-restart');
    expect(container(objectOf(c, 'Deployment', 'web'), 1)).not.toHaveProperty('restartPolicy');
    expect(findingsOf(c, 'helper.service')).toContain('restarts-anyway D2-15');
  });
});
