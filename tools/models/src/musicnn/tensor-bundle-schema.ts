import protobuf from 'protobufjs';

/** The part of TensorFlow's tensor_bundle.proto that describes whole tensors in one file. */
const SCHEMA = `
syntax = "proto3";
package tensorflow;
message Dim { int64 size = 1; }
message TensorShapeProto { repeated Dim dim = 2; }
message BundleHeaderProto { int32 num_shards = 1; int32 endianness = 2; }
message BundleEntryProto { int32 dtype = 1; TensorShapeProto shape = 2; int32 shard_id = 3; int64 offset = 4; int64 size = 5; fixed32 crc32c = 6; repeated bytes slices = 7; }
`;
const root = protobuf.parse(SCHEMA, { keepCase: true }).root;

export const bundleHeaderProto = root.lookupType('tensorflow.BundleHeaderProto');
export const bundleEntryProto = root.lookupType('tensorflow.BundleEntryProto');

/** `dtype` of float32 tensors. */
export const DT_FLOAT = 1;
