import { noEffectTogether, sets } from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { text } from '../directive-forms.ts';

const mount = rowsOf('systemd/mounts', 'Mount');
const automount = rowsOf('systemd/mounts', 'Automount');
const swap = rowsOf('systemd/mounts', 'Swap');

const KUBELET_MOUNTS = 'the kubelet mounts the volume its own way';
const together = noEffectTogether('options of the mount', KUBELET_MOUNTS);
const NODE_SWAPS = 'whoever runs the node says whether it swaps';

/** [Mount], [Automount], [Swap] (mapping D10, B66, B90–B98). */
export const MOUNT_DIRECTIVES: readonly DirectiveEntry[] = [
  ...mount('What', 'D10-01', sets('mount.what', text)),
  ...mount('Where', 'D10-01', sets('mount.where', text)),
  ...mount('Type', 'D10-01', sets('mount.type', text)),
  ...mount('Options', 'D10-01', sets('mount.options', text)),
  ...mount(
    'ReadWriteOnly SloppyOptions LazyUnmount ForceUnmount DirectoryMode',
    'D10-02',
    together,
  ),
  ...mount('TimeoutSec', 'D10-02', together),
  ...automount('Where', 'D10-03', sets('mount.where', text)),
  ...automount('ExtraOptions', 'D10-03', sets('mount.options', text)),
  ...automount('DirectoryMode TimeoutIdleSec', 'D10-03', together),
  ...swap(
    'What Priority Options TimeoutSec',
    'D10-04',
    noEffectTogether('options of the swap', NODE_SWAPS),
  ),
];
