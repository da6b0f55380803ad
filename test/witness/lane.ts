/** A number that gives both machines names and addresses of their own, for a second run beside another. */
const LANE = process.env.FLEETLIFT_WITNESS_LANE ?? '0';

/** Where the machine of a name is: `left` on network 96, `node` on 97. */
const placeOf = (name: string, network: number) => ({
  name: LANE === '0' ? name : `${name}${LANE}`,
  address: `10.${network}.${LANE}.2`,
});

/** The machine of a fleet. */
export const LEFT_PLACE = placeOf('left', 96);

/** The node of a cluster. */
export const RIGHT_PLACE = placeOf('node', 97);
