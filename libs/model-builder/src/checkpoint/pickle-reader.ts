import { checkpointInvalid } from './checkpoint.ts';

/** A class or function that a pickle names. Only the name is kept; no code is loaded. */
export class PickleGlobal {
  /** `module.name`. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What a pickle is allowed to contain besides plain values. */
export interface PickleContext {
  /** Results of calling globals, by name; a pickle that calls any other global is refused. */
  readonly calls: Readonly<Record<string, (args: readonly unknown[]) => unknown>>;
  /** Globals that are allowed as values. */
  readonly values: ReadonlySet<string>;
  /** Return the value of a persistent id. */
  readonly persistent: (id: unknown) => unknown;
}

const MARK = Symbol('mark');
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reader of one pickle of protocol 2 with the opcodes that plain data needs. A pickle is a program: this reader runs
 * none of it, and refuses opcodes that it does not know. Dictionaries become Maps, tuples and lists arrays. Time and
 * memory are linear in the size of the pickle. Reference: `pickletools` of the Python library.
 */
export class PickleReader {
  readonly #bytes: Buffer;
  readonly #context: PickleContext;
  readonly #stack: unknown[] = [];
  readonly #memo = new Map<number, unknown>();
  #position: number;

  constructor(bytes: Uint8Array, start: number, context: PickleContext) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#position = start;
    this.#context = context;
  }

  /** Offset of the byte after the pickle, after `read`. */
  get position(): number {
    return this.#position;
  }

  /** Read the pickle. @throws `CHECKPOINT_INVALID` naming the opcode or the global that is not allowed. */
  read(): unknown {
    for (;;) {
      const opcode = this.#byte();
      if (opcode === 0x2e) return this.#pop(); // STOP
      this.#execute(opcode);
    }
  }

  #execute(opcode: number): void {
    const stack = this.#stack;
    switch (opcode) {
      case 0x80: {
        // PROTO
        this.#expectProtocol(this.#byte());
        return;
      }
      case 0x28: // MARK
        return void stack.push(MARK);
      case 0x4e: // NONE
        return void stack.push(null);
      case 0x88: // NEWTRUE
        return void stack.push(true);
      case 0x89: // NEWFALSE
        return void stack.push(false);
      case 0x4a: // BININT
        return void stack.push(this.#take(4).readInt32LE());
      case 0x4b: // BININT1
        return void stack.push(this.#byte());
      case 0x4d: // BININT2
        return void stack.push(this.#take(2).readUInt16LE());
      case 0x8a: // LONG1
        return void stack.push(longOf(this.#take(this.#byte())));
      case 0x47: // BINFLOAT
        return void stack.push(this.#take(8).readDoubleBE());
      case 0x58: // BINUNICODE
        return void stack.push(this.#text(this.#take(4).readUInt32LE()));
      case 0x7d: // EMPTY_DICT
        return void stack.push(new Map());
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        return void stack.push([]);
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        return void stack.push(this.#popMany(opcode - 0x84));
      case 0x74: // TUPLE
        return void stack.push(this.#popToMark());
      case 0x61: {
        // APPEND
        this.#append([this.#pop()]);
        return;
      }
      case 0x65: {
        // APPENDS
        this.#append(this.#popToMark());
        return;
      }
      case 0x73: {
        // SETITEM
        this.#setItems(this.#popMany(2));
        return;
      }
      case 0x75: {
        // SETITEMS
        this.#setItems(this.#popToMark());
        return;
      }
      case 0x71: // BINPUT
        return void this.#memo.set(this.#byte(), this.#top());
      case 0x72: // LONG_BINPUT
        return void this.#memo.set(this.#take(4).readUInt32LE(), this.#top());
      case 0x68: // BINGET
        return void stack.push(this.#recall(this.#byte()));
      case 0x6a: // LONG_BINGET
        return void stack.push(this.#recall(this.#take(4).readUInt32LE()));
      case 0x63: // GLOBAL
        return void stack.push(this.#global());
      case 0x52: // REDUCE
        return void stack.push(this.#call());
      case 0x62: // BUILD: the attributes of a dictionary, such as a state dict's `_metadata`, are not needed
        this.#pop();
        return void asMap(this.#top());
      case 0x51: // BINPERSID
        return void stack.push(this.#context.persistent(this.#pop()));
      default:
        throw checkpointInvalid(
          `expected only the pickle opcodes of a state dict, ` +
            `got 0x${opcode.toString(16).padStart(2, '0')} at byte ${this.#position - 1}`,
        );
    }
  }

  #expectProtocol(version: number): void {
    if (version !== 2) throw checkpointInvalid(`expected pickle protocol 2, got ${version}`);
  }

  #take(length: number): Buffer {
    const end = this.#position + length;
    if (end > this.#bytes.length) throw checkpointInvalid(`the pickle is truncated at byte ${this.#bytes.length}`);
    const taken = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return taken;
  }

  #byte(): number {
    return this.#take(1)[0]!;
  }

  #text(length: number): string {
    try {
      return UTF8.decode(this.#take(length));
    } catch (error) {
      if (error instanceof TypeError) throw checkpointInvalid('a text is not valid UTF-8', error);
      throw error;
    }
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#position);
    if (end < 0) throw checkpointInvalid('expected a name to end in a newline, got the end of the file');
    const line = this.#text(end - this.#position);
    this.#position = end + 1;
    return line;
  }

  #global(): PickleGlobal {
    const name = `${this.#line()}.${this.#line()}`;
    if (!Object.hasOwn(this.#context.calls, name) && !this.#context.values.has(name)) {
      throw checkpointInvalid(
        `expected only the globals of a state dict, got ${JSON.stringify(name.slice(0, 200))}, which is not allowed`,
      );
    }
    return new PickleGlobal(name);
  }

  #call(): unknown {
    const args = this.#pop();
    const callee = this.#pop();
    const call =
      callee instanceof PickleGlobal && Object.hasOwn(this.#context.calls, callee.name)
        ? this.#context.calls[callee.name]
        : undefined;
    if (!call || !Array.isArray(args))
      throw checkpointInvalid('the pickle calls something other than a known function');
    return call(args);
  }

  #top(): unknown {
    const top = this.#stack.at(-1);
    if (top === undefined || top === MARK)
      throw checkpointInvalid('expected a value on the stack of the pickle, got none');
    return top;
  }

  #pop(): unknown {
    const top = this.#top();
    this.#stack.pop();
    return top;
  }

  #popMany(count: number): unknown[] {
    return Array.from({ length: count }, () => this.#pop()).reverse();
  }

  #popToMark(): unknown[] {
    const mark = this.#stack.lastIndexOf(MARK);
    if (mark < 0) throw checkpointInvalid('expected a mark on the stack of the pickle, got none');
    const items = this.#stack.splice(mark + 1);
    this.#stack.pop();
    return items;
  }

  #append(items: readonly unknown[]): void {
    const list = this.#top();
    if (!Array.isArray(list)) throw checkpointInvalid('expected a list to append to, got something else');
    for (const item of items) list.push(item);
  }

  #setItems(items: readonly unknown[]): void {
    const map = asMap(this.#top());
    if (items.length % 2 !== 0) throw checkpointInvalid('expected a value for every key, got a key without one');
    for (let n = 0; n < items.length; n += 2) map.set(items[n], items[n + 1]);
  }

  #recall(index: number): unknown {
    if (!this.#memo.has(index)) throw checkpointInvalid(`expected a memo entry ${index}, got none`);
    return this.#memo.get(index);
  }
}

function asMap(value: unknown): Map<unknown, unknown> {
  if (!(value instanceof Map)) throw checkpointInvalid('expected a dictionary, got something else');
  return value as Map<unknown, unknown>;
}

/** Decode a little-endian two's complement number. torch writes its magic number and counts above 2³¹ in this form. */
function longOf(bytes: Buffer): number | bigint {
  if (bytes.length === 0) return 0;
  const unsigned = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  const value = BigInt.asIntN(bytes.length * 8, unsigned);
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}
