/** Rows of the list that no test can show yet, with the reason. They need input that fleetlift does not read so far. */
export const UNTESTED: Readonly<Record<string, string>> = {
  'I-141':
    'a suspended CronJob is made of a unit whose desired state is known, which only a dump of the fleet tells',
  'I-147':
    'that a Global template itself is in the registry is only known from a dump of the fleet',
  'I-148': 'that a Global unit is only submitted is only known from a dump of the fleet',
  'I-150': 'labels of nodes are only known from a live cluster, before an apply',
  'I-156': 'no dump of the machines is read yet',
  'I-157': 'no dump of the registry is read yet',
};
