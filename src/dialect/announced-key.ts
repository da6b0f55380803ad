import { isSecret } from '../finding/secret.ts';
import { HOLE, type LogicalText } from '../source/logical-text.ts';
import { shownText } from './shown.ts';

/** A value that says where something is: an address, a port, what only a machine could tell. */
const ADDRESS = /\d+\.\d+\.\d+\.\d+|:\d{2,5}(\D|$)|https?:|"port"/i;

export const isAddress = ({ text }: LogicalText): boolean =>
  text.includes(HOLE) || ADDRESS.test(text);

/** What a Service cannot do for the readers of a key (mapping G55–G57); null: it is a plain announcement. */
export interface KeyQuestion {
  readonly rule: string;
  readonly question: string;
}

export function questionOfKey(key: LogicalText, value: LogicalText | null): KeyQuestion | null {
  const path = key.text.replace(/^\/*/, '/');
  if (/^\/skydns\//.test(path)) return { rule: 'G55', question: skydnsQuestion(path) };
  if (/^\/(vulcand|domains|frontend|hipache|gogeta)(\/|:)/.test(path))
    return { rule: 'G56', question: 'the routes of a proxy: which Gateway or Ingress takes them?' };
  if (value === null || isAddress(value)) return null;
  const shown = isSecret(path, value.text) ? 'a secret' : JSON.stringify(shownText(value));
  const question = `its readers lose the value (${shown}), which is no address: where do they get it?`;
  return { rule: 'G57', question };
}

/** `/skydns/local/skydns/web/1` was the name `web.skydns.local`. */
function skydnsQuestion(path: string): string {
  const labels = path
    .split('/')
    .slice(2)
    .filter((label) => label !== '' && !/^\d+$/.test(label) && label !== HOLE);
  const name = labels.toReversed().join('.');
  return `clients that ask for ${name} have to use the name of the Service`;
}
