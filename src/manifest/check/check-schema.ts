import type { Json, JsonObject } from '../manifest.ts';
import {
  type Field,
  type FieldType,
  type ListKey,
  type Primitive,
  type Schema,
  schemaOf,
} from '../schema/read-schema.ts';
import { enumOf } from './enums.ts';
import { FORMS, type Form, KEY_FORMS } from './forms.ts';
import { isDropped } from './gates.ts';
import { isList, isMap, type Place, pathOf } from './place.ts';
import type { Check } from './problem.ts';
import { quantityOf } from './quantity.ts';
import { RANGES } from './ranges.ts';

interface Walk extends Check {
  readonly schema: Schema;
}

/**
 * Unknown fields, wrong types, absent fields, items of one key, fields behind a feature gate, and the values that a single
 * field may have. Says what it finds; true when the object has the shape of its kind, so that other checks can read it.
 */
export function checkSchema(manifest: JsonObject, kind: string, check: Check): boolean {
  const schema = schemaOf(check.version);
  let shapely = true;
  const say: Check['say'] = (path, rule, message) => {
    if (rule === 'H100') shapely = false;
    check.say(path, rule, message);
  };
  const walk: Walk = { ...check, schema, say };
  checkObject({ path: '', value: manifest }, kind, walk);
  return shapely;
}

/** The document calls them required, the server takes their zero. */
const MAY_BE_ABSENT: ReadonlySet<string> = new Set([
  'HTTPHeader.value',
  'ISCSIPersistentVolumeSource.lun',
  'ISCSIVolumeSource.lun',
  'PodFailurePolicy.rules',
  'SleepAction.seconds',
  'Sysctl.value',
]);

function checkObject(place: Place, typeName: string, walk: Walk): void {
  const fields = walk.schema.types.get(typeName) ?? new Map<string, Field>();
  for (const [name, { required }] of fields)
    if (required && place.value[name] === undefined && !MAY_BE_ABSENT.has(`${typeName}.${name}`))
      walk.say(pathOf(place, name), 'H100', 'is required');
  for (const [name, value] of Object.entries(place.value)) {
    const field = fields.get(name);
    const path = pathOf(place, name);
    if (field === undefined) walk.say(path, 'H100', `is no field of ${typeName}`);
    else if (value !== undefined) checkField(path, `${typeName}.${name}`, value, field.type, walk);
  }
}

function checkField(path: string, field: string, value: Json, type: FieldType, walk: Walk): void {
  if (isDropped(field, walk.version, walk.enabled))
    walk.say(path, 'H2', `Kubernetes ${walk.version} drops it: its feature gate is off`);
  checkValue(path, field, value, type, walk);
}

function checkValue(path: string, field: string, value: Json, type: FieldType, walk: Walk): void {
  switch (type.is) {
    case 'object':
      if (isMap(value)) checkObject({ path, value }, type.type, walk);
      else walk.say(path, 'H100', 'must be an object');
      break;
    case 'map':
      checkMap(path, field, value, type.of, walk);
      break;
    case 'list':
      if (isList(value)) checkList(path, field, value, type, walk);
      else walk.say(path, 'H100', 'must be a list');
      break;
    case 'primitive':
      checkPrimitive(path, field, value, type.name, walk);
      break;
  }
}

function checkMap(path: string, field: string, value: Json, of: FieldType, walk: Walk): void {
  if (!isMap(value)) {
    walk.say(path, 'H100', 'must be an object');
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const itemPath = `${path}[${key}]`;
    checkForm(itemPath, key, KEY_FORMS[field], walk);
    if (item !== undefined) checkValue(itemPath, field, item, of, walk);
  }
}

function checkList(
  path: string,
  field: string,
  value: readonly Json[],
  type: Extract<FieldType, { readonly is: 'list' }>,
  walk: Walk,
): void {
  const seen = new Set<string>();
  for (const [i, item] of value.entries()) {
    checkValue(`${path}[${i}]`, field, item, type.of, walk);
    const key = type.set ? JSON.stringify(item) : keyOf(item, type.keys);
    if (key !== null && seen.has(key))
      walk.say(`${path}[${i}]`, 'H100', `is there twice: ${key.replaceAll('"', '')}`);
    if (key !== null) seen.add(key);
  }
}

/** What tells an item from the others, or null when items may repeat. */
function keyOf(item: Json, keys: readonly ListKey[]): string | null {
  if (keys.length === 0 || !isMap(item)) return null;
  return JSON.stringify(
    keys.map(({ name, fallback }) => (item[name] === '' ? null : item[name]) ?? fallback),
  );
}

function checkPrimitive(
  path: string,
  field: string,
  value: Json,
  type: Primitive,
  walk: Walk,
): void {
  if (!hasType(value, type)) {
    walk.say(path, 'H100', `must be ${NAME_OF_TYPE[type]}`);
    return;
  }
  if (typeof value === 'string') checkText(path, field, value, walk);
  if (typeof value === 'number') checkNumber(path, field, value, walk);
}

function checkText(path: string, field: string, value: string, walk: Walk): void {
  const values = enumOf(field, walk.version);
  if (values !== null && !values.includes(value))
    walk.say(path, 'H100', `must be one of ${values.filter((v) => v !== '').join(', ')}`);
  checkForm(path, value, FORMS[field], walk);
}

function checkForm(path: string, text: string, form: Form | undefined, walk: Walk): void {
  if (form === undefined || (text === '' && form.mayBeEmpty)) return;
  const wrong = form.check(text);
  if (wrong !== null) walk.say(path, form.rule, wrong);
}

function checkNumber(path: string, field: string, value: number, walk: Walk): void {
  const range = RANGES[field];
  if (range === undefined || (value === 0 && range.zeroIsAbsent)) return;
  if (value < range.least || value > range.most)
    walk.say(path, range.rule ?? 'H104', `must be ${rangeText(range.least, range.most)}`);
}

const rangeText = (least: number, most: number): string =>
  Number.isFinite(most) ? `between ${least} and ${most}` : `at least ${least}`;

const NAME_OF_TYPE: Readonly<Record<Primitive, string>> = {
  string: 'a string',
  boolean: 'true or false',
  int32: 'a whole number of 32 bits',
  int64: 'a whole number',
  number: 'a number',
  object: 'an object',
  base64: 'base64',
  quantity: 'a quantity such as 512Mi or 500m',
  'int-or-string': 'a whole number or a string',
};

function hasType(value: Json, type: Primitive): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return isInt32(value);
    case 'int64':
      return isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'object':
      return isMap(value);
    case 'base64':
      return typeof value === 'string' && isBase64(value);
    case 'quantity':
      return isQuantity(value);
    case 'int-or-string':
      return typeof value === 'string' || isInt32(value);
  }
}

const isInteger = (value: Json): value is number => Number.isSafeInteger(value);

const isInt32 = (value: Json): value is number => isInteger(value) && value === (value | 0);

const isQuantity = (value: Json): boolean =>
  typeof value === 'number' || (typeof value === 'string' && quantityOf(value) !== null);

const isBase64 = (text: string): boolean =>
  text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
