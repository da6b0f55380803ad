import { isSecretName } from '../../finding/secret.ts';
import type { Hole } from '../../source/logical-text.ts';
import type { About } from '../container/about.ts';
import { placeholderFor } from '../container/placeholder.ts';
import type { Scope } from '../container/scope.ts';
import { serviceNameOf } from '../set/names.ts';
import { ETCD_CONFIG, ETCD_SECRETS } from './etcd-book.ts';

/** A key's value: the Service of the unit that announces it (mapping G61), else a reference to the ConfigMap. */
export function etcdReference(
  scope: Scope,
  { key, isFamily }: Extract<Hole, { kind: 'etcd-key' }>,
  about: About,
): { readonly text: string; readonly literal: boolean } {
  if (isFamily) {
    const placeholder = placeholderFor(about.variable ?? nameIn(key));
    scope.notes.say('key-family', about.token, 'G60b', { what: about.what, key, placeholder });
    return { text: placeholder, literal: true };
  }
  const announcer = scope.around.unitThatAnnounces(key);
  const group = announcer === null ? null : scope.around.groupOfUnit(announcer.unit.name.full);
  if (group !== null) {
    const service = serviceNameOf(group.name, scope.around.decisions.kubeVersion);
    scope.notes.say('carried-over', about.token, 'G61', {
      what: `the announced key ${key} in ${about.what}`,
      as: `the Service ${service}`,
    });
    return { text: service, literal: true };
  }
  const secret = isSecretName(key);
  const name = secret ? ETCD_SECRETS : ETCD_CONFIG;
  const value = scope.around.etcdValue(key);
  const kind = secret ? 'secret' : 'config-map';
  scope.etcd.put(kind, etcdConfigKey(key), value);
  if (value === null)
    scope.notes.say('unknown-key', about.token, secret ? 'G62' : 'G60', {
      what: about.what,
      key,
      name,
    });
  const variable = scope.symbols.helper(about.variable ?? lastOf(key), {
    kind,
    name,
    key: etcdConfigKey(key),
    optional: false,
  });
  return { text: `$(${variable})`, literal: false };
}

const lastOf = (key: string): string => key.split('/').at(-1) ?? key;

/** The parts of a family's key that are the same everywhere. */
const nameIn = (key: string): string =>
  key
    .split('/')
    .filter((part) => /^[\w.-]+$/.test(part))
    .join('_');

/** mapping G60: leading `/` cut, `/` becomes `.`, others `_xHH`. */
export function etcdConfigKey(key: string): string {
  return [...Buffer.from(key.replace(/^\/+/, '').replaceAll('/', '.'), 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[-._a-zA-Z0-9]/.test(character)
        ? character
        : `_x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('')
    .slice(0, 253);
}
