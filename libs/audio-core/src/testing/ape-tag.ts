/** Four bytes, little-endian. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Header or footer of an APEv2 tag. https://wiki.hydrogenaud.io/index.php?title=APEv2_specification @param itemBytes of all its items */
export function apeBlock(itemBytes: number, items: number, flags: number): Buffer {
  return Buffer.concat([
    Buffer.from('APETAGEX'),
    uint32(2000),
    uint32(itemBytes + 32),
    uint32(items),
    uint32(flags),
    Buffer.alloc(8),
  ]);
}

/** What stands before an item's value. @param size of the value, bytes @param flags 0: text, 2: binary */
export function apeItemHead(key: string, size: number, flags = 0): Buffer {
  return Buffer.concat([uint32(size), uint32(flags), Buffer.from(`${key}\0`)]);
}
