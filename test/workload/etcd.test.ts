import { describe, expect, it } from 'vitest';
import { convert } from '../../src/app/convert.ts';
import { readDecisions } from '../../src/decision/read-options.ts';
import { filesOf } from '../support/convert-texts.ts';
import {
  at,
  findingsOf,
  kindsOf,
  messagesOf,
  objectOf,
  podSpec,
  type Texts,
} from './converted-set.ts';

const decisions = readDecisions({
  kubeVersion: '1.35',
  namespace: null,
  keepUnresolved: false,
  options: [],
});

const convertWith = (texts: Texts, dump: Readonly<Record<string, string>>) =>
  convert(
    { ...filesOf(Object.entries(texts)), etcd: new Map(Object.entries(dump)) },
    [],
    decisions,
  );

const reads = (key: string): string =>
  `[Service]\nRestart=always\nExecStart=/bin/sh -c 'docker run --name web -e COLOR=$(etcdctl get ${key}) example/web:1'\n`;
const SEED = '[Service]\nType=oneshot\nExecStart=/usr/bin/etcdctl set /config/color blue\n';

describe('values of etcd keys (G60a)', () => {
  it('come from a dump', () => {
    const c = convertWith({ 'web.service': reads('/config/color') }, { '/config/color': 'green' });
    expect(at(objectOf(c, 'ConfigMap', 'etcd-config'), 'data')).toEqual({
      'config.color': 'green',
    });
    expect(findingsOf(c, 'web.service')).not.toContain('unknown-key G60');
  });

  it('of a dump win over those of seeding units', () => {
    const texts = { 'web.service': reads('config/color'), 'seed.service': SEED };
    const color = (dump: Readonly<Record<string, string>>) =>
      at(objectOf(convertWith(texts, dump), 'ConfigMap', 'etcd-config'), 'data');
    expect(color({})).toEqual({ 'config.color': 'blue' });
    expect(color({ '/config/color/': 'green' })).toEqual({ 'config.color': 'green' });
  });
});

describe('families of keys (G60b)', () => {
  it('have an entry for each instance', () => {
    const unit = reads('/color/%i');
    const texts = { 'web@a.service': unit, 'web@b.service': unit };
    const c = convertWith(texts, { '/color/a': 'red', '/color/b': 'blue' });
    expect(at(objectOf(c, 'ConfigMap', 'etcd-config'), 'data')).toEqual({
      'color.a': 'red',
      'color.b': 'blue',
    });
    expect(kindsOf(c)).toContain('Deployment/web-a');
    expect(kindsOf(c)).toContain('Deployment/web-b');
  });

  it('whose member only the machine knows are asked for, and no entry is made', () => {
    const c = convertWith({ 'web.service': reads('/color/%H') }, {});
    expect(kindsOf(c)).not.toContain('ConfigMap/etcd-config');
    expect(findingsOf(c, 'web.service')).toContain('key-family G60b');
    expect(messagesOf(c, 'key-family')[0]).toContain('/color/');
    const pod = JSON.stringify(podSpec(objectOf(c, 'Deployment', 'web')));
    expect(pod).toContain('REPLACE_ME_COLOR');
  });
});
