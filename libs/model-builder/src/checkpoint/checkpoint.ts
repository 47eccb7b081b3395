import type { Storage, TensorInfo } from './state-dict.ts';

/** An open checkpoint: its tensors described; their values stay in the file until they are read. */
export interface Checkpoint {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** Reads `byteLength` bytes of a storage from `byteOffset` on. @throws `CHECKPOINT_INVALID` */
  readStorage(storage: Storage, byteOffset: number, byteLength: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}
