import { expect, it } from 'vitest';
import { maskedCrc32c } from './masked-crc32c.ts';

it('is the CRC-32C of RFC 3720, masked as LevelDB does', () => {
  // RFC 3720, B.4: 32 bytes of zeros have the CRC-32C 0x8a9136aa.
  const crc = 0x8a9136aan;
  const rotated = ((crc >> 15n) | (crc << 17n)) & 0xffffffffn;
  expect(maskedCrc32c(new Uint8Array(32))).toBe(Number((rotated + 0xa282ead8n) & 0xffffffffn));
});
