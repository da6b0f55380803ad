import { describe, expect, it } from 'vitest';
import { spanOf } from '../../src/source/logical-text.ts';
import { draw, scriptOf } from './scripts.ts';

/** Script → what is read, in a unit with `Environment=W="a b" IMG=redis:3 N=7` and `EnvironmentFile=` as `lines`. */
const UNIT = 'Environment="W=a b" IMG=redis:3 N=7\n';
const COREOS = `${UNIT}EnvironmentFile=/etc/environment\n`;

const TABLES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'words and quotes': [
    [`docker run "a b" 'c d' e\\ f g"h"'i'`, '[docker|run|a b|c d|e f|ghi]'],
    ['docker run $W "$W" x$W $IMG', '[docker|run|a|b|a b|xa|b|redis:3]'],
    [`echo '$W' "\\$W" \\$W "a\\b" "\\\\"`, '[echo|$W|$W|$W|a\\b|\\]'],
    ['echo $NOPE "$NOPE" x$NOPE ""', '[echo||x|]'],
    ['echo a \\\n b # not this', '[echo|a|b]'],
    ['echo a\\\nb $NOPE\\\n $N\\\n-x "c\\\nd" $NOPE\\\n', '[echo|ab|7-x|cd]'],
    ["echo $'a\\tb'", '[echo|a\tb]'],
    ['mkdir -p /a/{b,c}', '[mkdir|-p|/a/b|/a/c]'],
    ['docker inspect --format={{.State}} x', '[docker|inspect|--format={{.State}}|x]'],
    ['echo *.txt', '[echo|*.txt]'],
  ],
  'assignments and exports': [
    ['A=1 B=$N; docker run -e A=$A -e B=$B', 'A=1 B=7; [docker|run|-e|A=1|-e|B=7]'],
    ['A=1 docker run -e A=$A', 'A=1 [docker|run|-e|A=]'],
    ['export A=1; docker run -e A=$A', '[export|A=1]; [docker|run|-e|A=1]'],
    ['A=x; A=$A$A; echo $A; unset A; echo "$A"', 'A=x; A=xx; [echo|xx]; [unset|A]; [echo|]'],
    ['A=1; A+=2; echo $A', 'A=1; A=12; [echo|12]'],
    ['set -- x y; echo $2 $#', '[set|--|x|y]; [echo|y|2]'],
    ['read A; echo $A', '[read|A]; [echo|{unknown: A}]'],
  ],
  expansions: [
    ['echo ${N} ${N:-3} ${X:-3} ${X:-$N} ${N:+y} ${X:+y}', '[echo|7|7|3|7|y]'],
    [': ${X:=4}; echo $X ${X:=5}; Y=${Z:=6}; echo $Y$Z', '[:|4]; [echo|4|4]; Y=6; [echo|66]'],
    [
      'V=web-3.tar.gz; echo ${V%.*} ${V%%.*} ${V#*-} ${V##*.}',
      'V=web-3.tar.gz; [echo|web-3.tar|web-3|3.tar.gz|gz]',
    ],
    ['echo ${IMG/:/-} ${IMG:0:2} ${#IMG} ${IMG^^}', '[echo|redis-3|re|7|REDIS:3]'],
    [
      'echo $((N+1)) $((N*2-1)) $((0x10)) $((7/2)) $((N%0))',
      '[echo|8|13|16|3|{unknown: $((N%0))}]',
    ],
    ['echo $$ $? $1 "$@" $#', '[echo|{unknown: $$}|{unknown: $?}|0]'],
  ],
  substitutions: [
    [
      'docker run -h $(hostname) `hostname -f` $HOSTNAME',
      '[docker|run|-h|{symbol: NODE_NAME}|{symbol: NODE_NAME}|{symbol: NODE_NAME}]',
    ],
    [
      "echo $(hostname -i) $(hostname -I | awk '{print $1}')",
      '[echo|{symbol: HOST_IP}|{symbol: HOST_IP}]',
    ],
    [
      `IP=$(/bin/ifconfig eth0 | awk '/inet /{print $2}') && echo $IP`,
      '(IP={symbol: HOST_IP} && [echo|{symbol: HOST_IP}])',
    ],
    [
      `echo $(ip addr show eth1 | grep 'inet ' | awk '{print $2}' | cut -d/ -f1)`,
      '[echo|{symbol: HOST_IP}]',
    ],
    ['echo $(ip route get 8.8.8.8 | head -1 | cut -d" " -f8)', '[echo|{symbol: HOST_IP}]'],
    [
      "echo $(ip route | awk '/default/ {print $3}')",
      "[echo|{unknown: $(ip route | awk '/default/ {print $3}')}]",
    ],
    [
      "echo $(ip addr show docker0 | awk '/inet /{print $2}')",
      "[echo|{unknown: $(ip addr show docker0 | awk '/inet /{print $2}')}]",
    ],
    ['echo $(hostname -i | tr . -)', '[echo|{unknown: $(hostname -i | tr . -)}]'],
    [
      'echo $(curl -s http://169.254.169.254/latest/meta-data/local-ipv4)',
      '[echo|{symbol: HOST_IP}]',
    ],
    [
      'echo $(curl http://169.254.169.254/latest/meta-data/placement/availability-zone)',
      '[echo|{symbol: ZONE}]',
    ],
    [
      'echo $(curl http://169.254.169.254/latest/meta-data/instance-id)',
      '[echo|{unknown: $(curl http://169.254.169.254/latest/meta-data/instance-id)}]',
    ],
    [
      'docker run `etcdctl get /images/x` -e K=$(etcdctl --no-sync get k)',
      '[docker|run|{etcd-key: /images/x}|-e|K={etcd-key: /k}]',
    ],
    [
      'echo $(curl -sL http://127.0.0.1:4001/v2/keys/a/b | jq -r .node.value)',
      '[echo|{etcd-key: /a/b}]',
    ],
    ['echo $(etcdctl get /x/$(hostname)/y)', '[echo|{etcd-key: /x/$(hostname)/y}]'],
    [
      'echo $(echo web-3 | sed "s/.*-//") $(echo a.b.c | cut -d. -f2-) $(echo ab | tr a-z A-Z)',
      '[echo|3|b.c|AB]',
    ],
    ['echo $(uuidgen) $(date +%s)', '[echo|{unknown: $(uuidgen)}|{unknown: $(date +%s)}]'],
    ['V=$(curl x); echo $V', 'V={unknown: V}; [echo|{unknown: V}]'],
    ['echo `echo \\`hostname\\` $N`', '[echo|{symbol: NODE_NAME}|7]'],
  ],
  'ways through': [
    ['a && b || c', '(([a] && [b]) || [c])'],
    [
      'while ! nc -z localhost 80; do sleep 1; done',
      'while ! [nc|-z|localhost|80] do [sleep|1] done',
    ],
    [
      'until curl -f http://x >/dev/null 2>&1; do sleep 2; done',
      'until [curl|-f|http://x] >/dev/null 2>&1 do [sleep|2] done',
    ],
    [
      'if [ -f /x ]; then A=1; else A=2; fi; echo $A',
      'if [[|-f|/x|]] then A=1 else A=2 fi; [echo|{unknown: A}]',
    ],
    [
      'if [ -f /x ]; then A=1; elif b; then A=1; else A=1; fi; echo $A',
      'if [[|-f|/x|]] then A=1 else if [b] then A=1 else A=1 fi fi; [echo|1]',
    ],
    ['[ -f /x ] && A=1; echo $A', '([[|-f|/x|]] && A=1); [echo|{unknown: A}]'],
    ['A=1; B=2 && export C=$A; echo $B$C', 'A=1; (B=2 && [export|C=1]); [echo|21]'],
    [
      'A=0; while true; do A=$((A+1)); echo $A; done',
      'A=0; while [true] do A={unknown: A}; [echo|{unknown: A}] done',
    ],
    ['for i in 1 2; do echo $i; done', 'for i in 1 2 do [echo|{unknown: i}] done'],
    ['(A=1; echo $A); echo "$A"', '{ A=1; [echo|1] }; [echo|]'],
    ['{ A=1; echo $A; } > /f; echo $A', '{ { A=1; [echo|1] } } >/f; [echo|1]'],
    ['A=1 | B=2; echo "$A$B"', '(A=1 | B=2); [echo|]'],
    ['docker run x & wait', '[docker|run|x] &; [wait]'],
    ['[[ -x /o && $N == 7 ]] || curl x', '([[[|-x|/o|&&|7|==|7|]]] || [curl|x])'],
  ],
  'outside of the grammar': [
    ['f() { docker run a; }; f', 'opaque (a function): [docker|run|a]; [f]'],
    ['case $N in 7) docker run a;; *) b;; esac', 'opaque (case): [docker|run|a]; [b]'],
    ['echo "$N\\\nA"', 'opaque (a name that goes on in the next line): [echo|"$N\\\nA"]'],
    ['echo $\\\nN', 'opaque (a name in the line after its $): [echo|$\\\nN]'],
    ['cat <<EOF\nx\nEOF', 'opaque (a here-document): [cat]'],
    ['diff <(a) b; docker run x', 'opaque (a process substitution): [diff|<(a)|b]; [docker|run|x]'],
    ['eval "$N"; docker run x', 'opaque (eval): [eval|7]; [docker|run|x]'],
    ['docker run "x', 'opaque (unterminated double quote): [docker|run|x]'],
    ['if a; then b', "opaque (expected 'fi' to close 'if'): [a]; [b]"],
  ],
};

describe('scripts of sh -c', () => {
  it.each(Object.keys(TABLES))('%s', (title) => {
    const rows = TABLES[title] ?? [];
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(([text]) => [text, draw(scriptOf(text, UNIT))])).toEqual(rows);
  });
});

describe('variables of the machine', () => {
  it('are holes only where a file is missing that could set them', () => {
    const text = 'docker run -e A=$COREOS_PRIVATE_IPV4 -e B=$COREOS_PUBLIC_IPV4 -e C=$X';
    expect(draw(scriptOf(text, UNIT))).toBe('[docker|run|-e|A=|-e|B=|-e|C=]');
    expect(draw(scriptOf(text, COREOS))).toBe(
      '[docker|run|-e|A={symbol: HOST_IP}|-e|B={unknown: COREOS_PUBLIC_IPV4}|-e|C={unknown: X}]',
    );
  });

  it('come from a file that the script sources', () => {
    const text = '. /etc/app.env; docker run -e A=$A $IMAGE';
    expect(draw(scriptOf(text))).toContain('[docker|run|-e|A={unknown: A}|{unknown: IMAGE}]');
    const files = { '/etc/app.env': 'A=1\nexport IMAGE=redis:$A\n' };
    expect(draw(scriptOf(text, '', { files }))).toContain('[docker|run|-e|A=1|redis:1]');
    expect(draw(scriptOf('. /etc/environment; echo $COREOS_PRIVATE_IPV4'))).toContain(
      '{symbol: HOST_IP}',
    );
  });

  it('are answered by the option set', () => {
    const set = { V: '1.2', IMAGE: 'redis:3' };
    expect(draw(scriptOf('V=$(curl x); echo $V', '', { set }))).toBe('V=1.2; [echo|1.2]');
    expect(draw(scriptOf('. /x; docker run $IMAGE', '', { set }))).toContain(
      '[docker|run|redis:3]',
    );
    // What is known stays.
    expect(draw(scriptOf('V=7; echo $V', '', { set }))).toBe('V=7; [echo|7]');
  });

  it('are listed when the script takes them from the unit', () => {
    expect(scriptOf('A=1; echo $A $IMG ${X:-2} $((N+1)) $HOME', UNIT).uses).toEqual([
      'IMG',
      'N',
      'X',
    ]);
  });
});

describe('what a script exports', () => {
  it('goes with each command after it', () => {
    const script = scriptOf('A=1; export B=$A C; D=2 docker run -e B; set -a; E=5; docker run');
    const commands = script.kind === 'script' ? script.statements : [];
    const exported = commands.flatMap((s) =>
      s.kind === 'command' && s.words[0]?.text.text === 'docker'
        ? [Object.fromEntries([...s.exported].map(([name, { text }]) => [name, text]))]
        : [],
    );
    expect(exported).toEqual([
      { B: '1', D: '2' },
      { B: '1', E: '5' },
    ]);
  });
});

describe('spans', () => {
  it('point at the words of the unit', () => {
    const text = 'docker run -e "A=$N" $(hostname) x';
    const script = scriptOf(text, UNIT);
    const [command] = script.kind === 'script' ? script.statements : [];
    const words = command?.kind === 'command' ? command.words : [];
    const written = words.map(({ span }) => text.slice(span.start, span.end));
    expect(written).toEqual(['docker', 'run', '-e', '"A=$N"', '$(hostname)', 'x']);
    expect(words.every((word) => spanOf(word.text).end <= text.length)).toBe(true);
  });
});
