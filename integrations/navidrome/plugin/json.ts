import { JSON } from 'json-as';
import { validateJSON } from 'json-as/assembly/util/validateJson';

/** Parse an object; null if the text is no JSON, or no object. Never ends the call: other servers answer anything. */
export function parseObject(text: string): JSON.Obj | null {
  if (!validateJSON(text)) return null;
  return asObject(JSON.parse<JSON.Value>(text));
}

export function asObject(value: JSON.Value | null): JSON.Obj | null {
  return value !== null && value.type == JSON.Types.Object ? value.get<JSON.Obj>() : null;
}

/** Return a field that is an object, or null. */
export function objectAt(parent: JSON.Obj | null, name: string): JSON.Obj | null {
  return asObject(fieldAt(parent, name));
}

/** Return the values of a field that is a list; none for any other. */
export function listAt(parent: JSON.Obj | null, name: string): JSON.Value[] {
  const values: JSON.Value[] = [];
  const value = fieldAt(parent, name);
  if (value === null || value.type != JSON.Types.Array) return values;
  const list = value.get<JSON.Arr>();
  for (let i = 0; i < list.length; i++) values.push(list.at(i));
  return values;
}

/** Return whether a field is a list. */
export function hasList(parent: JSON.Obj, name: string): bool {
  const value = fieldAt(parent, name);
  return value !== null && value.type == JSON.Types.Array;
}

/** Return a field that is text; an empty text for any other. */
export function textAt(parent: JSON.Obj | null, name: string): string {
  return asText(fieldAt(parent, name));
}

export function asText(value: JSON.Value | null): string {
  return value !== null && value.type == JSON.Types.String ? value.get<string>() : '';
}

/** Return a field that is a finite number; NaN for any other. */
export function numberAt(parent: JSON.Obj | null, name: string): f64 {
  const value = fieldAt(parent, name);
  if (value === null || value.type != JSON.Types.F64) return NaN;
  const number = value.get<f64>();
  return isFinite(number) ? number : NaN;
}

/** Return text as JSON. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Return a field of an object as JSON, with a comma before it; nothing for an empty text. */
export function textField(name: string, text: string): string {
  return text == '' ? '' : ',"' + name + '":' + quoted(text);
}

function fieldAt(parent: JSON.Obj | null, name: string): JSON.Value | null {
  if (parent === null) return null;
  return parent.get(name);
}
