import type { Fact } from '../../fact/fact.ts';
import type { UnitFacts } from '../role.ts';
import { programOf } from './command-line.ts';
import { AGENTS, RETIRED } from './retired-list.ts';

/** A unit that Kubernetes or the node image makes needless (mapping B02, B70–B78). */
export interface Retirement {
  readonly rule: string;
  /** What does its job. */
  readonly by: string;
  /** What a person has to look at all the same; null: nothing. */
  readonly question: string | null;
}

export const AGENT_QUESTION =
  'the kubelet has cAdvisor built in, logs are files under /var/log/pods, and nodes have no docker.sock: is it still needed?';

/** mapping B02: program or image have to fit, and for common ones the name as well; a name alone retires nothing. */
export function retirementOf(facts: UnitFacts): Retirement | null {
  if (facts.unit.name.type === 'socket') return retiredSocket(facts);
  const { programs, images } = startedBy(facts);
  const name = facts.unit.name.prefix;
  const follows = followsOther(facts);
  const found = RETIRED.find(
    (entry) =>
      !(entry.alone && follows) &&
      (entry.names === null || entry.names.test(name)) &&
      (programs.some((program) => entry.programs?.test(program)) ||
        images.some((image) => entry.images?.test(image))),
  );
  if (found === undefined) return null;
  return { rule: found.rule, by: found.by, question: found.question ?? null };
}

/** A helper of one unit is an announcer (mapping G59a), even when it runs what others run for the whole machine. */
const followsOther = ({ facts }: UnitFacts): boolean =>
  facts.some((f) => f.slot === 'unit.relation' && f.value.how === 'BindsTo');

/** Is it an agent of mapping B79: converted, with `AGENT_QUESTION`? */
export function isNodeAgent(facts: UnitFacts): boolean {
  const { programs, images } = startedBy(facts);
  return AGENTS.some(
    (entry) =>
      programs.some((program) => entry.programs?.test(program)) ||
      images.some((image) => entry.images?.test(image)),
  );
}

function retiredSocket({ unit, facts }: UnitFacts): Retirement | null {
  const service = facts.findLast((f) => f.slot === 'socket.service')?.value;
  const ofDocker =
    /^(early-)?docker(-\w+)*$/.test(unit.name.base) &&
    (service ?? 'docker.service') === 'docker.service';
  if (service === 'docker.service' || ofDocker)
    return { rule: 'B72', by: 'the container runtime of the node', question: null };
  return service === 'fleet.service' || (unit.name.base === 'fleet' && service === undefined)
    ? { rule: 'B71', by: 'the API server', question: null }
    : null;
}

/** Programs and images of ExecStart. */
function startedBy({ steps }: UnitFacts): {
  readonly programs: readonly string[];
  readonly images: readonly string[];
} {
  const starts = steps.filter(({ step }) => step.key === 'ExecStart');
  const roles = starts.flatMap((step) => step.roles);
  const withoutContainer = starts.filter((step) => step.roles.every((r) => r.kind !== 'container'));
  return {
    programs: [
      ...roles.flatMap((r) => (r.kind === 'host-program' ? [lastElement(r.program)] : [])),
      ...withoutContainer.map(({ step }) => programOf(step.words)),
    ],
    images: roles.flatMap((r) => (r.kind === 'container' ? r.facts.flatMap(imageOf) : [])),
  };
}

const imageOf = (fact: Fact): readonly string[] =>
  fact.slot === 'container.image' ? [bareImage(fact.value.text)] : [];

const lastElement = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `quay.io/coreos/etcd:v2` → `coreos/etcd`. */
export function bareImage(image: string): string {
  const plain = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const slash = plain.indexOf('/');
  const first = plain.slice(0, Math.max(0, slash));
  return /[.:]|^localhost$/.test(first) ? plain.slice(slash + 1) : plain;
}
