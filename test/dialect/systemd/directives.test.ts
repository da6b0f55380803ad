import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  entryOf,
  SYSTEMD_DIRECTIVES,
  spellingsOf,
} from '../../../src/dialect/systemd/directive-table.ts';
import { examplesOf } from '../../support/page.ts';
import { gatherUnit } from '../gather-unit.ts';

const START = 'ExecStart=/usr/bin/docker run --rm --name web example/web:1';

/** What a unit with these lines says: `slot value`, process directives, findings. */
function gather(lines: string, name = 'web.service') {
  const text = lines.includes('[') ? lines : `[Service]\n${START}\n${lines}\n`;
  const gathered = gatherUnit(text, name) ?? expect.fail('not read');
  return {
    facts: gathered.facts.facts.map(({ slot, value, rule }) => `${slot} ${shown(value)} ${rule}`),
    process: gathered.facts.processDirectives.map(
      ({ token, facts, lost, code, rule }) =>
        `${token.label} ${rule} ${facts.map(({ slot, value }) => `${slot} ${shown(value)}`).join(', ')}${lost === null ? '' : ` (${code})`}`,
    ),
    findings: gathered.findings,
    close: gathered.close,
  };
}

function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('text' in value && 'pieces' in value) return String(value.text);
  return Object.values(value).map(shown).join(' ');
}

describe('the table', () => {
  it('is that of the contract', () => {
    expect(SYSTEMD_DIRECTIVES.length).toBeGreaterThan(500);
  });

  it('has no directive twice in a section', () => {
    const places = SYSTEMD_DIRECTIVES.flatMap((entry) =>
      spellingsOf(entry).map((key) => `[${entry.section}] ${key}`),
    );
    expect(places.filter((place, i) => places.indexOf(place) !== i)).toEqual([]);
  });

  it('finds entries by place, old spellings too', () => {
    expect(entryOf('Unit', 'BindTo')?.key).toBe('BindsTo');
    expect(entryOf('Service', 'BindTo')).toBeNull();
  });

  it('has every directive in an example of its chapter', () => {
    const missing = SYSTEMD_DIRECTIVES.filter(({ chapter, section, key }) => {
      const used = examplesOf(pageOf(chapter)).flatMap(({ texts }) =>
        texts.flatMap(([, text]) => directivesOf(text)),
      );
      return !used.includes(`[${section}] ${key}`);
    });
    expect(missing.map(({ chapter, section, key }) => `${chapter}: [${section}] ${key}`)).toEqual(
      [],
    );
  });
});

describe('the examples of the manual', () => {
  const chapters = [...new Set(SYSTEMD_DIRECTIVES.map(({ chapter }) => chapter))];
  const texts = chapters.flatMap((chapter) => examplesOf(pageOf(chapter)).flatMap((e) => e.texts));

  it('are many', () => expect(texts.length).toBeGreaterThan(30));

  it.each(texts)('%s: each directive ends in an account', (name, text) => {
    const gathered = gatherUnit(text, name) ?? expect.fail(name);
    expect(gathered.findings.filter((f) => /^(?:unknown|wrong|systemd-ignored)/.test(f))).toEqual(
      [],
    );
    const accounts = gathered.close().filter(({ token }) => token.kind === 'directive');
    const ofSystemd = directivesOf(text).filter((said) => !said.startsWith('[X-Fleet]'));
    expect(accounts.length).toBe(ofSystemd.length);
  });
});

const pageOf = (chapter: string): string =>
  readFileSync(new URL(`../../../docs/${chapter}.md`, import.meta.url), 'utf8');

function directivesOf(text: string): string[] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
    const key = /^([A-Za-z0-9-]+)=/.exec(line)?.[1];
    return key === undefined ? [] : [`[${section}] ${key}`];
  });
}

describe('facts', () => {
  it.each([
    ['Restart=always', 'service.restart always D2-15'],
    ['RestartSec=1min 30s', 'service.restart-delay 90000000 D2-21'],
    ['TimeoutStopSec=0', 'service.timeout-stop Infinity D2-23'],
    ['TimeoutStartSec=infinity', 'service.timeout-start Infinity D2-22'],
    ['RuntimeMaxSec=1h', 'service.runtime-max 3600000000 D2-25'],
    ['Type=oneshot', 'service.type oneshot D2-01'],
    ['KillSignal=INT', 'service.kill-signal SIGINT D4-02'],
    ['KillSignal=15', 'service.kill-signal SIGTERM D4-02'],
    ['KillMode=none', 'service.kill-mode none D4-01'],
    ['StartLimitBurst=3', 'service.start-limit-burst 3 D1-13'],
    ['SuccessExitStatus=143', 'service.success-exit-status 143 D2-19'],
    ['RestartPreventExitStatus=TEMPFAIL', 'service.restart-prevent-status 75 D2-18'],
  ])('%s', (line, fact) => {
    const { facts, findings } = gather(line);
    expect(facts).toEqual([fact]);
    expect(findings).toEqual([]);
  });

  it('TimeoutSec= says two things, and the last of the three counts', () => {
    const { facts } = gather('TimeoutSec=5\nTimeoutStopSec=9');
    expect(facts).toEqual([
      'service.timeout-start 5000000 D2-22',
      'service.timeout-stop 5000000 D2-22',
      'service.timeout-stop 9000000 D2-23',
    ]);
  });

  it('lists add up, an empty one forgets them, dependencies never forget', () => {
    const text = `[Unit]\nDocumentation=http://a\nDocumentation=\nDocumentation=http://b http://c\nAfter=a.service\nAfter=\nAfter=b.service c.service\n[Service]\n${START}\n`;
    expect(gather(text).facts).toEqual([
      'unit.documentation http://b D1-02',
      'unit.documentation http://c D1-02',
      'unit.relation After a.service D1-04',
      'unit.relation After b.service D1-04',
      'unit.relation After c.service D1-04',
    ]);
  });

  it('the last scalar counts, but not one that systemd ignores', () => {
    const { facts, findings, close } = gather('Restart=no\nRestart=on-failure\nRestart=Always');
    expect(facts).toEqual(['service.restart on-failure D2-15']);
    expect(findings).toEqual(['systemd-ignored D0-17']);
    const accounts = close().filter(({ token }) => token.label === 'Restart=');
    expect(accounts.map(({ account }) => account)).toEqual(['no-effect', 'set', 'no-effect']);
  });

  it('replaces specifiers in text, never in numbers', () => {
    const text = `[Unit]\nDescription=instance %i\nAfter=db@%i.service\n[Service]\n${START}\nTimeoutStopSec=%i\n`;
    const { facts, findings } = gather(text, 'web@3.service');
    expect(facts).toEqual([
      'unit.description instance 3 D1-01',
      'unit.relation After db@3.service D1-04',
    ]);
    expect(findings).toEqual(['systemd-ignored D0-18']);
  });

  it('an empty choice is ignored, not a reset', () => {
    const { facts, findings } = gather('Restart=on-failure\nRestart=');
    expect(facts).toEqual(['service.restart on-failure D2-15']);
    expect(findings).toEqual(['systemd-ignored D0-17']);
  });

  it.each([
    ['web.service', 'db@.service', 'db@web.service'],
    ['web@3.service', 'db@.service', 'db@3.service'],
    ['web@3.service', 'db@7.service', 'db@7.service'],
  ])('%s: After=%s is %s', (name, said, unit) => {
    const text = `[Unit]\nAfter=${said}\n[Service]\n${START}\n`;
    expect(gather(text, name).facts).toEqual([`unit.relation After ${unit} D1-04`]);
  });

  it.each(['"b.service"', 'b*.service', 'b', '@.service', "'b.service"])(
    'skips %s in a list of units, and says so',
    (word) => {
      const { facts, findings } = gather(`[Unit]\nAfter=a.service ${word}\n[Service]\n${START}\n`);
      expect(facts).toEqual(['unit.relation After a.service D1-04']);
      expect(findings).toEqual(['not-needed D1-04']);
    },
  );

  it('reads old spellings as what they are today', () => {
    const text = `[Unit]\nBindTo=a.service\nRequiresOverridable=b.service\n[Service]\n${START}\n`;
    expect(gather(text).facts).toEqual([
      'unit.relation BindsTo a.service D1-05',
      'unit.relation Requires b.service D1-03',
    ]);
  });

  it('ConditionArchitecture=', () => {
    const arch = (value: string) =>
      gather(`[Unit]\nConditionArchitecture=${value}\n[Service]\n${START}\n`);
    expect(arch('x86-64').facts).toEqual(['unit.architecture amd64 false D1-18']);
    expect(arch('!arm').facts).toEqual(['unit.architecture arm true D1-18']);
    expect(arch('native')).toMatchObject({ facts: [], findings: [] });
    expect(arch('amd64').findings).toEqual(['systemd-ignored D1-18']);
  });

  it('an empty condition forgets all of them', () => {
    const text = `[Unit]\nConditionHost=a\nConditionPathExists=/x\nAssertHost=b\nConditionMemory=\n[Service]\n${START}\n`;
    expect(gather(text).findings).toEqual(['differs D1-22a']);
  });

  it('ports of sockets', () => {
    const listen = [
      'ListenStream=80',
      'ListenStream=127.0.0.1:81',
      'ListenDatagram=[::]:53',
      'ListenStream=/run/x.sock',
      'ListenFIFO=/run/fifo',
    ];
    expect(gather(`[Socket]\n${listen.join('\n')}\n`, 'web.socket').facts).toEqual([
      'socket.listen TCP 80 false 80 D8-01',
      'socket.listen TCP 81 true 127.0.0.1:81 D8-01',
      'socket.listen UDP 53 false [::]:53 D8-02',
      'socket.listen null null false /run/x.sock D8-01',
      'socket.listen null null false /run/fifo D8-03',
    ]);
  });
});

describe('values that systemd ignores', () => {
  it.each([
    ['Restart=Always', 'D0-17'],
    ['Type=Simple', 'D0-17'],
    ['KillMode=Mixed', 'D0-17'],
    ['RemainAfterExit=enabled', 'D0-17'],
    ['RestartSec=5 secs', 'D0-18'],
    ['TimeoutStartSec=5mins', 'D0-18'],
    ['MemoryMax=512MB', 'D0-20'],
    ['LimitMEMLOCK=1KB', 'D0-20'],
    ['CPUQuota=150', 'D0-21'],
    ['LimitNOFILE=40K', 'D0-43'],
    ['KillSignal=SIGFOO', 'D4-02'],
  ])('%s', (line, rule) => {
    const { facts, process, findings } = gather(line);
    expect([facts, process, findings]).toEqual([[], [], [`systemd-ignored ${rule}`]]);
  });
});

describe('the process', () => {
  it.each([
    ['User=1000', 'User= D3-05 container.user 1000 (differs)'],
    ['User=root', 'User= D3-05 container.user 0 (carried-over)'],
    ['User=core', 'User= D3-05  (decide)'],
    [
      'User=1000\nGroup=100',
      'User= D3-05 container.user 1000 (carried-over)|Group= D3-05 container.user 1000:100',
    ],
    ['Group=100', 'Group= D3-05 container.user 0:100'],
    ['WorkingDirectory=-/srv', 'WorkingDirectory= D3-08 container.working-dir /srv (differs)'],
    ['MemoryLimit=1G', 'MemoryLimit= D5-01 container.memory-limit 1073741824'],
    ['MemoryMax=50%', 'MemoryMax= D5-01  (decide)'],
    ['CPUQuota=150%', 'CPUQuota= D5-06 container.cpu-limit 1500'],
    ['CPUShares=512', 'CPUShares= D5-04 container.cpu-shares 512'],
    ['CPUWeight=50', 'CPUWeight= D5-05 container.cpu-shares 512'],
    ['LimitNOFILE=1024:4096', 'LimitNOFILE= D3-11  (unsupported)'],
    ['NoNewPrivileges=yes', 'NoNewPrivileges= D3-18 container.no-new-privileges true'],
    ['ProtectSystem=strict', 'ProtectSystem= D3-24 container.read-only-root true'],
    ['StandardOutput=null', 'StandardOutput= D3-35  (unsupported)'],
    ['StandardError=file:/var/log/x', 'StandardError= D3-34  (decide)'],
    [
      'CapabilityBoundingSet=CAP_NET_ADMIN',
      'CapabilityBoundingSet= D3-16 container.capability-drop ALL, container.capability-add NET_ADMIN (carried-over)',
    ],
    [
      'CapabilityBoundingSet=',
      'CapabilityBoundingSet= D3-16 container.capability-drop ALL (carried-over)',
    ],
  ])('%s', (lines, expected) => {
    const { facts, process } = gather(lines);
    expect(facts).toEqual([]);
    expect(process).toEqual(expected.split('|'));
  });

  it('switches that are off say nothing', () => {
    const { facts, process, findings } = gather(
      'NoNewPrivileges=no\nPrivateTmp=false\nSendSIGHUP=no\nSendSIGKILL=yes',
    );
    expect([facts, process, findings]).toEqual([[], [], []]);
  });
});

describe('what stands where it says nothing', () => {
  it.each([
    ['[Unit]\nRestart=always', 'wrong-section D0-14'],
    ['[Unit]\nMachineOf=a.service', 'wrong-section D0-14'],
    ['[Service]\nX-ConditionMachineOf=a.service', 'wrong-section D0-14'],
    ['[Service]\nWants=a.service', 'wrong-section D0-14'],
    ['[Service]\nStartLimitIntervalSec=5', 'wrong-section D1-13a'],
    ['[Services]\nRestart=always', 'unknown-section D0-14'],
    ['[X-fleet]\nGlobal=true', 'unknown-section D0-14'],
    ['[Timer]\nOnCalendar=daily', 'unknown-section D0-14'],
    ['[X-Rancher]\nKey=1', 'ignored-extension A32'],
    ['[Unit]\nX-Note=1', 'ignored-extension A32'],
    ['[Service]\nRestar=always', 'unknown-directive D0-14'],
    ['[Service]\nexecstart=/bin/x', 'unknown-directive D0-14'],
  ])('%s', (lines, finding) => {
    const { findings, close } = gather(`[Service]\n${START}\n${lines}\n`);
    expect(findings).toContain(finding);
    expect(close().length).toBeGreaterThan(1);
  });

  it('an option of the commands of a socket is like one of the socket', () => {
    const { close } = gather('[Socket]\nListenStream=80\nUser=core\nKillMode=none\n', 'web.socket');
    expect(close).not.toThrow();
  });
});
