import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { WeightSlot } from './weight-file.ts';

/** Writes a file of tensors, one in memory at a time. */
export class TensorWriter implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #name: string;
  readonly #slots: ReadonlyMap<string, WeightSlot>;
  readonly #hash = createHash('sha256');
  #end = 0;

  private constructor(file: FileHandle, name: string, slots: ReadonlyMap<string, WeightSlot>) {
    this.#file = file;
    this.#name = name;
    this.#slots = slots;
  }

  /** Creates the file, which must not exist. */
  static async create(path: string, slots: ReadonlyMap<string, WeightSlot>): Promise<TensorWriter> {
    return new TensorWriter(await open(path, 'wx'), basename(path), slots);
  }

  /** Writes one tensor at its place, in the order of the slots; what is between two is zeros. */
  async write(name: string, { buffer, byteOffset, byteLength }: Float32Array): Promise<void> {
    await this.#append(new Uint8Array(this.#slots.get(name)!.offset - this.#end));
    await this.#append(new Uint8Array(buffer, byteOffset, byteLength));
  }

  /** Brings all to the disk. @returns the file, with the SHA-256 of its bytes in hexadecimal digits */
  async finish(): Promise<{ name: string; bytes: number; digest: string }> {
    await this.#file.sync();
    return { name: this.#name, bytes: this.#end, digest: this.#hash.digest('hex') };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  async #append(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    for (let done = 0; done < bytes.length;) done += (await this.#file.write(bytes, done)).bytesWritten;
    this.#end += bytes.length;
  }
}
