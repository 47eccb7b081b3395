/** The last `limit` bytes of a text. */
export class TextTail {
  readonly #limit: number;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(bytes: Buffer): void {
    this.#bytes = Buffer.from(Buffer.concat([this.#bytes, bytes]).subarray(-this.#limit));
  }

  toString(): string {
    return this.#bytes.toString('utf8');
  }
}
