import type { JsonObject } from '../../manifest/manifest.ts';
import { conditionOf, mapsAt, textAt, wordsOf } from './field.ts';
import { current, failed, inProgress, type Readiness } from './state.ts';

/** kstatus, row Service: the cloud's address is not waited for. */
export function serviceReadiness(object: JsonObject): Readiness {
  const balanced = textAt(object, 'spec', 'type') === 'LoadBalancer';
  return balanced && !textAt(object, 'spec', 'clusterIP')
    ? inProgress('the Service has no cluster IP yet')
    : current('the Service is there');
}

/** Our own rule (`--wait-lb`): a load balancer is done when it has an address. */
export function balancedServiceReadiness(object: JsonObject): Readiness {
  const readiness = serviceReadiness(object);
  const balanced = textAt(object, 'spec', 'type') === 'LoadBalancer';
  if (!balanced || readiness.state !== 'Current') return readiness;
  return mapsAt(object, 'status', 'loadBalancer', 'ingress').length === 0
    ? inProgress('the load balancer has no address yet')
    : current('the load balancer has an address');
}

/** kstatus, row PVC. */
export function claimReadiness(object: JsonObject): Readiness {
  const phase = textAt(object, 'status', 'phase') ?? 'not looked at yet';
  return phase === 'Bound'
    ? current('the claim is bound')
    : inProgress(`the claim is not bound: ${phase}`);
}

/** kstatus, row CRD. */
export function definitionReadiness(object: JsonObject): Readiness {
  const names = conditionOf(object, 'NamesAccepted');
  if (names?.status === 'False') return failed(wordsOf(names, 'its names are not accepted'));
  const established = conditionOf(object, 'Established');
  if (established?.status === 'True') return current('the definition is established');
  if (established?.status === 'False' && established.reason !== 'Installing')
    return failed(wordsOf(established, 'the definition cannot be established'));
  return inProgress('the definition is not established yet');
}
