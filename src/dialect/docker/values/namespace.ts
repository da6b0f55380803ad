import type { SharedNamespace } from '../../../fact/slots.ts';
import { type LogicalText, slice } from '../../../source/logical-text.ts';
import { bad, type Grammar, ok, type Reading } from '../flag-spec.ts';
import { known } from './number.ts';

const container = (value: LogicalText): Reading<SharedNamespace> => {
  const name = slice(value, 'container:'.length);
  return name.text === '' ? bad('container:NAME') : ok({ kind: 'container', container: name });
};

/** `--pid`, mapping E6-12. */
export const pidMode: Grammar<SharedNamespace> = (value) => {
  if (value.text.startsWith('container:')) return container(value);
  return known((text): Reading<SharedNamespace> => {
    if (text === '') return ok({ kind: 'private' });
    return text === 'host' ? ok({ kind: text }) : bad('host or container:NAME');
  })(value);
};

/** `--ipc`, mapping E6-13. */
export const ipcMode: Grammar<SharedNamespace> = (value) => {
  if (value.text.startsWith('container:')) return container(value);
  return known((text): Reading<SharedNamespace> => {
    if (text === '') return ok({ kind: 'private' });
    if (text === 'host' || text === 'none' || text === 'shareable' || text === 'private')
      return ok({ kind: text });
    return bad('host, none, private, shareable or container:NAME');
  })(value);
};
