const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Return the base64 of text as UTF-8. */
export function base64Of(text: string): string {
  const bytes = Uint8Array.wrap(String.UTF8.encode(text, false, String.UTF8.ErrorMode.REPLACE));
  const length = bytes.length;
  const digits = new Uint16Array(((length + 2) / 3) * 4);
  let at = 0;
  for (let i = 0; i < length; i += 3) {
    const left = length - i;
    const bits = (u32(bytes[i]) << 16) | (left > 1 ? u32(bytes[i + 1]) << 8 : 0) | (left > 2 ? u32(bytes[i + 2]) : 0);
    digits[at++] = u16(DIGITS.charCodeAt((bits >> 18) & 63));
    digits[at++] = u16(DIGITS.charCodeAt((bits >> 12) & 63));
    digits[at++] = left > 1 ? u16(DIGITS.charCodeAt((bits >> 6) & 63)) : 0x3d;
    digits[at++] = left > 2 ? u16(DIGITS.charCodeAt(bits & 63)) : 0x3d;
  }
  return String.UTF16.decode(digits.buffer);
}

/** Return the UTF-8 text that is written in base64; what is no digit is left out. */
export function textOfBase64(base64: string): string {
  const bytes = new Uint8Array((base64.length * 3) / 4);
  let length = 0;
  let bits: u32 = 0;
  let count = 0;
  for (let i = 0; i < base64.length; i++) {
    const digit = valueOf(base64.charCodeAt(i));
    if (digit < 0) continue;
    bits = (bits << 6) | u32(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[length++] = u8(bits >> count);
    }
  }
  return String.UTF8.decode(bytes.buffer.slice(0, length));
}

function valueOf(code: i32): i32 {
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52;
  return code == 0x2b ? 62 : code == 0x2f ? 63 : -1;
}
