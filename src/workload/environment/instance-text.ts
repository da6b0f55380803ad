import type { LogicalText, Piece } from '../../source/logical-text.ts';
import type { Group } from '../group.ts';

/**
 * In a StatefulSet that stands for instances 1, 2, 3 (mapping B24) what came from `%i` is the Pod's index. Such a part
 * is known by its text, the instance's name, and by being shorter or longer than the two characters it was written as.
 */
export function withInstance(group: Group, text: LogicalText): LogicalText {
  const instance = group.instances[0]?.unit.name.instance ?? null;
  if (group.instanceName !== 'ordinal' || instance === null || instance.length === 2) return text;
  const isInstance = ({ at, length, span, hole }: Piece): boolean =>
    hole === undefined &&
    length !== span.end - span.start &&
    text.text.slice(at, at + length) === instance;
  if (!text.pieces.some(isInstance)) return text;
  return {
    text: text.text,
    pieces: text.pieces.map((piece) =>
      isInstance(piece)
        ? { ...piece, hole: { kind: 'symbol', symbol: 'INSTANCE', was: '%i' } as const }
        : piece,
    ),
  };
}
