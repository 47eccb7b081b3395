import protobuf from 'protobufjs';

/** The part of the ONNX schema (onnx.proto3, IR version 8) that these networks need. */
const SCHEMA = `
syntax = "proto3";
package onnx;
message AttributeProto {
  string name = 1;
  float f = 2;
  int64 i = 3;
  bytes s = 4;
  GraphProto g = 6;
  repeated float floats = 7;
  repeated int64 ints = 8;
  int32 type = 20;
}
message NodeProto {
  repeated string input = 1;
  repeated string output = 2;
  string name = 3;
  string op_type = 4;
  repeated AttributeProto attribute = 5;
}
message StringStringEntryProto { string key = 1; string value = 2; }
message TensorProto {
  repeated int64 dims = 1;
  int32 data_type = 2;
  string name = 8;
  bytes raw_data = 9;
  repeated StringStringEntryProto external_data = 13;
  int32 data_location = 14;
}
message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
message TensorShapeProto { repeated Dimension dim = 1; }
message TensorType { int32 elem_type = 1; TensorShapeProto shape = 2; }
message TypeProto { TensorType tensor_type = 1; }
message ValueInfoProto { string name = 1; TypeProto type = 2; }
message GraphProto {
  repeated NodeProto node = 1;
  string name = 2;
  repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11;
  repeated ValueInfoProto output = 12;
}
message OperatorSetIdProto { string domain = 1; int64 version = 2; }
message ModelProto {
  int64 ir_version = 1;
  string producer_name = 2;
  GraphProto graph = 7;
  repeated OperatorSetIdProto opset_import = 8;
}
`;
const modelProto = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('onnx.ModelProto');

/** ONNX's codes of the element types. */
const DATA_TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
type DataType = keyof typeof DATA_TYPES;
const BYTES: Readonly<Record<DataType, number>> = { float32: 4, uint8: 1, int8: 1, int32: 4, int64: 8 };
const EXTERNAL = 1;
const ATTRIBUTE = { float: 1, int: 2, string: 3, graph: 5, ints: 7 } as const;

/**
 * An attribute of a node: an integer, a list of integers, a string, `{ float }`, or `{ graph }` for a branch, which
 * sees the values of the enclosing graph.
 */
export type Attribute =
  number | readonly number[] | { readonly float: number } | { readonly graph: OnnxGraph } | string;

/** A node of the graph: `op` with its inputs and outputs by name. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** Little-endian values in another file of the model's folder; `offset` and `byteLength` in bytes. */
interface ExternalData {
  readonly file: string;
  readonly offset: number;
  readonly byteLength: number;
  /** Default: float32. */
  readonly type?: 'float32' | 'int8';
}

/** A constant of the graph, with the type of its array; the values are row-major, and a scalar has no dimensions. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array | ExternalData;
}

/** A float input or output; a string names a dimension that is known only at run time. */
export interface OnnxValue {
  readonly name: string;
  readonly dims: readonly (number | string)[];
}

/** A complete graph, as `encodeOnnxModel` writes it. */
export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
}

/**
 * Serialise a graph as an ONNX model (opset 17, IR version 8). The same graph gives the same bytes.
 * @throws RangeError if a tensor's data does not fill its dimensions
 */
export function encodeOnnxModel(graph: OnnxGraph): Uint8Array {
  return modelProto
    .encode({
      ir_version: 8,
      producer_name: 'soundalike',
      opset_import: [{ domain: '', version: 17 }],
      graph: encodeGraph(graph),
    })
    .finish();
}

function encodeGraph(graph: OnnxGraph): Record<string, unknown> {
  return {
    name: graph.name,
    node: graph.nodes.map((node, index) => ({
      name: `${node.op}_${index}`,
      op_type: node.op,
      input: node.inputs,
      output: node.outputs,
      attribute: Object.entries(node.attributes ?? {}).map(([name, value]) => encodeAttribute(name, value)),
    })),
    initializer: graph.initializers.map(encodeTensor),
    input: graph.inputs.map(encodeValue),
    output: graph.outputs.map(encodeValue),
  };
}

function encodeAttribute(name: string, value: Attribute): Record<string, unknown> {
  if (typeof value === 'number') return { name, i: value, type: ATTRIBUTE.int };
  if (typeof value === 'string') return { name, s: Buffer.from(value), type: ATTRIBUTE.string };
  if ('float' in value) return { name, f: value.float, type: ATTRIBUTE.float };
  if ('graph' in value) return { name, g: encodeGraph(value.graph), type: ATTRIBUTE.graph };
  return { name, ints: [...value], type: ATTRIBUTE.ints };
}

function encodeTensor({ name, dims, data }: OnnxTensor): Record<string, unknown> {
  const expected = dims.reduce((product, dim) => product * dim, 1);
  const type = typeOf(data);
  const got = data.byteLength / BYTES[type];
  if (got !== expected)
    throw new RangeError(`tensor ${name}: expected ${expected} values for [${dims.join(', ')}], got ${got}`);
  const head = { name, dims: [...dims], data_type: DATA_TYPES[type] };
  if (!('file' in data)) return { ...head, raw_data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  const entries = { location: data.file, offset: String(data.offset), length: String(data.byteLength) };
  return {
    ...head,
    external_data: Object.entries(entries).map(([key, value]) => ({ key, value })),
    data_location: EXTERNAL,
  };
}

function typeOf(data: OnnxTensor['data']): DataType {
  if ('file' in data) return data.type ?? 'float32';
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof BigInt64Array) return 'int64';
  if (data instanceof Int32Array) return 'int32';
  return data instanceof Int8Array ? 'int8' : 'uint8';
}

function encodeValue({ name, dims }: OnnxValue): Record<string, unknown> {
  const dim = dims.map((size) => (typeof size === 'number' ? { dim_value: size } : { dim_param: size }));
  return { name, type: { tensor_type: { elem_type: DATA_TYPES.float32, shape: { dim } } } };
}
