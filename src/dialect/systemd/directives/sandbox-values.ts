import type { PathAccess, VolumeUse } from '../../../fact/slots.ts';
import { type LogicalText, slice, spanOf, written } from '../../../source/logical-text.ts';
import { parseSize } from '../../../unit/values.ts';
import { type Effect, reads, type Said, said, setsAll } from '../directive-effect.ts';
import { type Form, text, words } from '../directive-forms.ts';

const names = /^~?\s*(?:[A-Za-z_0-9]+\s*)*$/;

const capabilities: Form<string> = {
  expected: 'capabilities such as CAP_NET_ADMIN',
  expands: false,
  read: (value) => (names.test(value.text) ? value.text : null),
};

/** `A B`: only these. `~A B`: all but these. Empty: none (mapping D3-16). */
const listedCapabilities = reads('sets', capabilities, (value) => {
  const allBut = value.startsWith('~');
  const listed = value.replace('~', '').split(/\s+/).filter(Boolean).map(withoutPrefix);
  const slot = allBut ? 'container.capability-drop' : 'container.capability-add';
  return {
    kind: 'facts',
    facts: [
      ...(allBut ? [] : [said('container.capability-drop', 'ALL')]),
      ...listed.map((name) => said(slot, name)),
    ],
    also: {
      kind: 'carried-over',
      as: `the capabilities of the container${allBut ? ', which starts with fewer than a unit' : ''}`,
    },
  };
});

export const capabilitySet: Effect = { ...listedCapabilities, takesEmpty: true };

const withoutPrefix = (name: string): string => name.toUpperCase().replace(/^CAP_/, '');

/** `[-]USER:ROLE:TYPE:LEVEL` (mapping D3-20). The level may hold colons. */
export const seLinuxContext: Effect = reads('sets', text, ({ text: value }) => {
  const [user, role, type, ...level] = value.replace(/^-/, '').split(':');
  const parts = { user, role, type, level: level.join(':') };
  const facts = (['user', 'role', 'type', 'level'] as const).flatMap((name): Said[] => {
    const part = parts[name];
    return part === undefined || part === ''
      ? []
      : [said('container.selinux', { name, value: part })];
  });
  return { kind: 'facts', facts };
});

/** `[-]PROFILE` (mapping D3-21). */
export const appArmorProfile: Effect = reads('sets', text, ({ text: value }) => ({
  kind: 'facts',
  facts: [said('container.apparmor', value.replace(/^-/, ''))],
  also: { kind: 'not-needed', why: 'the profile has to be on the node, as it was on the machine' },
}));

const VOLUME: Omit<VolumeUse, 'kind' | 'source' | 'target'> = {
  readOnly: false,
  propagation: null,
  mustExist: false,
  subPath: null,
  driver: null,
  size: null,
  mode: null,
  owner: null,
  copiesImage: false,
};

/** `[-]SOURCE[:TARGET[:OPTIONS]]` (mapping D3-26). */
export const bindPaths = (readOnly: boolean): Effect =>
  setsAll(words, (list) =>
    list.map((word) => {
      const optional = word.text.startsWith('-');
      const [source = word, target = source] = partsOf(optional ? slice(word, 1) : word);
      return said('container.volume', {
        ...VOLUME,
        kind: 'bind',
        source,
        target,
        readOnly,
        mustExist: !optional,
      });
    }),
  );

/** `[-][+]PATH` (mapping D3-25). The whole root read-only is the container's own. */
export const pathAccess = (access: PathAccess['access']): Effect =>
  setsAll(words, (list) =>
    list.flatMap((word) => {
      const path = slice(word, /^[-+]*/.exec(word.text)?.[0].length ?? 0);
      const isRoot = access === 'read-only' && /^\/+$/.test(path.text);
      return [
        said('container.path-access', { path, access }),
        ...(isRoot ? [said('container.read-only-root', true)] : []),
      ];
    }),
  );

/** `PrivateTmp=` (mapping D3-23): the image may have no such directories, or a root that is read-only. */
export const privateTmp: Effect = reads('sets', text, (value) => ({
  kind: 'facts',
  facts: ['/tmp', '/var/tmp'].map((target) =>
    said('container.volume', {
      ...VOLUME,
      kind: 'anonymous',
      source: null,
      target: written(target, spanOf(value)),
    }),
  ),
}));

/** `PATH[:OPTIONS]` (mapping D3-27). */
export const temporaryFileSystems: Effect = setsAll(words, (list) =>
  list.map((word) => {
    const [target = word, options] = partsOf(word);
    const given = new Map(
      (options?.text ?? '').split(',').map((option): [string, string] => {
        const [name = '', value = ''] = option.split('=');
        return [name, value];
      }),
    );
    return said('container.volume', {
      ...VOLUME,
      kind: 'tmpfs',
      source: null,
      target,
      readOnly: given.has('ro'),
      size: bytesOf(given.get('size')),
      mode: given.get('mode') ?? null,
    });
  }),
);

/** Directories below a base of the machine: `RuntimeDirectory=web` is `/run/web` (mapping D3-28). */
export const directoriesIn = (base: string, remark: string): Effect =>
  reads('sets', words, (list) => ({
    kind: 'facts',
    facts: list.map((name) =>
      said('container.volume', {
        ...VOLUME,
        kind: 'anonymous',
        source: null,
        target: written(`${base}/${name.text}`, spanOf(name)),
      }),
    ),
    also: { kind: 'carried-over', as: remark },
  }));

function bytesOf(size: string | undefined): number | null {
  const parsed = size === undefined ? null : parseSize(size.toUpperCase());
  return parsed?.kind === 'bytes' ? Number(parsed.bytes) : null;
}

/** At colons. */
function partsOf(word: LogicalText): LogicalText[] {
  const parts: LogicalText[] = [];
  let from = 0;
  for (let at = word.text.indexOf(':'); at >= 0; at = word.text.indexOf(':', from)) {
    parts.push(slice(word, from, at));
    from = at + 1;
  }
  return [...parts, slice(word, from)];
}
