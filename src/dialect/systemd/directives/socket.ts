import type { Protocol, SocketListen } from '../../../fact/slots.ts';
import {
  type Effect,
  noEffect,
  noEffectTogether,
  said,
  sets,
  setsAll,
  unsupported,
} from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { anything, boolean, oneOf, timeSpan, unitName, unsigned } from '../directive-forms.ts';

const socket = rowsOf('systemd/sockets', 'Socket');

/** `80`, `1.2.3.4:80`, `[::1]:80`; a path, `@abstract` or `vsock:…` is no port (mapping D8-01–D8-03). */
export function readListen(written: string, protocol: Protocol): SocketListen {
  const [, address = '', digits] =
    /^(?:(\d{1,3}(?:\.\d{1,3}){3}|\[[0-9A-Fa-f:.]+\]):)?(\d{1,5})$/.exec(written) ?? [];
  const port = digits === undefined ? 0 : Number(digits);
  if (port < 1 || port > 65_535) return { protocol: null, port: null, loopback: false, written };
  return { protocol, port, loopback: /^(?:127\.|\[::1\])/.test(address), written };
}

const listen = (protocol: Protocol): Effect =>
  setsAll(anything, (written) => [said('socket.listen', readListen(written, protocol))]);

const noPort: Effect = setsAll(anything, (written) => [
  said('socket.listen', { protocol: null, port: null, loopback: false, written }),
]);

const NOBODY_MAKES_IT = 'systemd no longer makes the socket, the program opens it itself';
const together = noEffectTogether('options of the socket', NOBODY_MAKES_IT);

/** [Socket] (mapping D8). */
export const SOCKET_DIRECTIVES: readonly DirectiveEntry[] = [
  ...socket('ListenStream', 'D8-01', listen('TCP'), 'timer'),
  ...socket('ListenDatagram', 'D8-02', listen('UDP'), 'timer'),
  ...socket(
    'ListenSequentialPacket ListenFIFO ListenSpecial ListenNetlink ListenMessageQueue ListenUSBFunction',
    'D8-03',
    noPort,
    'timer',
  ),
  ...socket('Accept', 'D8-04', sets('socket.accept', boolean)),
  ...socket(
    'MaxConnections MaxConnectionsPerSource',
    'D8-04',
    unsupported('no field limits the connections of a Service', unsigned),
  ),
  ...socket('Service', 'D8-05', sets('socket.service', unitName)),
  ...socket('SocketProtocol', 'D8-06', sets('socket.protocol', oneOf('udplite', 'sctp'))),
  ...socket(
    'ExecStartPre ExecStartPost ExecStopPre ExecStopPost',
    'D8-07',
    noEffect('it ran on the machine when systemd opened or closed the socket'),
    'list',
  ),
  ...socket('TimeoutSec', 'D8-07', noEffect('it limits the commands of the socket', timeSpan)),
  ...socket(
    'BindIPv6Only Backlog BindToDevice SocketUser SocketGroup SocketMode DirectoryMode FlushPending Writable KeepAlive KeepAliveTimeSec KeepAliveIntervalSec KeepAliveProbes DeferAcceptSec NoDelay Priority ReceiveBuffer SendBuffer IPTOS IPTTL Mark',
    'D8-08',
    together,
  ),
  ...socket(
    'PipeSize FreeBind Transparent Broadcast PassCredentials PassSecurity PassPacketInfo PassPIDFD AcceptFileDescriptors PassFileDescriptorsToExec Timestamping TCPCongestion ReusePort MessageQueueMaxMessages MessageQueueMessageSize RemoveOnStop Symlinks FileDescriptorName TriggerLimitIntervalSec TriggerLimitBurst PollLimitIntervalSec PollLimitBurst DeferTrigger DeferTriggerMaxSec SmackLabel SmackLabelIPIn SmackLabelIPOut SELinuxContextFromNet',
    'D8-08a',
    together,
  ),
];
