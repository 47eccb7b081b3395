/** Writer of a pickle of protocol 2, without a memo, for the checkpoints of tests and benchmarks. */
export class PickleWriter {
  readonly #parts: Buffer[] = [Buffer.from([0x80, 2])];

  none(): this {
    return this.#add(Buffer.from('N'));
  }

  boolean(value: boolean): this {
    return this.#add(Buffer.from([value ? 0x88 : 0x89]));
  }

  /** Write an integer: as BININT if it fits, else as LONG1. */
  integer(value: number | bigint): this {
    if (BigInt.asIntN(32, BigInt(value)) === BigInt(value)) {
      const bytes = Buffer.alloc(5, 'J');
      bytes.writeInt32LE(Number(value), 1);
      return this.#add(bytes);
    }
    const hex = BigInt(value).toString(16);
    // One byte more than the digits need, so that the sign bit stays clear.
    const bytes = Buffer.from(hex.padStart(hex.length + 2 + (hex.length % 2), '0'), 'hex').reverse();
    return this.#add(Buffer.from([0x8a, bytes.length]), bytes);
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    const head = Buffer.alloc(5, 'X');
    head.writeUInt32LE(bytes.length, 1);
    return this.#add(head, bytes);
  }

  global(module: string, name: string): this {
    return this.#add(Buffer.from(`c${module}\n${name}\n`));
  }

  tuple(writeItems: () => void): this {
    this.#add(Buffer.from('('));
    writeItems();
    return this.#add(Buffer.from('t'));
  }

  list(writeItems: () => void): this {
    this.#add(Buffer.from(']('));
    writeItems();
    return this.#add(Buffer.from('e'));
  }

  dictionary(writeItems: () => void): this {
    this.#add(Buffer.from('}('));
    writeItems();
    return this.#add(Buffer.from('u'));
  }

  /** Write an OrderedDict; `writeItems` writes keys and values in turn. */
  orderedDictionary(writeItems: () => void): this {
    this.global('collections', 'OrderedDict').#add(Buffer.from(')R('));
    writeItems();
    return this.#add(Buffer.from('u'));
  }

  /** Call the global below the tuple on top of the stack. */
  reduce(): this {
    return this.#add(Buffer.from('R'));
  }

  /** Replace the tuple on top of the stack by the object with this id. */
  persistentId(): this {
    return this.#add(Buffer.from('Q'));
  }

  finish(): Buffer {
    return Buffer.concat([...this.#parts, Buffer.from('.')]);
  }

  #add(...parts: Buffer[]): this {
    this.#parts.push(...parts);
    return this;
  }
}
