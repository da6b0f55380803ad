import { noEffect, sets } from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { text, timeSpan } from '../directive-forms.ts';

const mount = rowsOf('systemd/mounts', 'Mount');
const automount = rowsOf('systemd/mounts', 'Automount');
const swap = rowsOf('systemd/mounts', 'Swap');

const KUBELET_MOUNTS = 'the kubelet mounts the volume its own way';
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
    noEffect(KUBELET_MOUNTS),
  ),
  ...mount('TimeoutSec', 'D10-02', noEffect(KUBELET_MOUNTS, timeSpan)),
  ...automount('Where', 'D10-03', sets('mount.where', text)),
  ...automount('ExtraOptions', 'D10-03', sets('mount.options', text)),
  ...automount('DirectoryMode TimeoutIdleSec', 'D10-03', noEffect(KUBELET_MOUNTS)),
  ...swap('What Priority Options TimeoutSec', 'D10-04', noEffect(NODE_SWAPS)),
];
