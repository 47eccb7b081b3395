const MARK = 'APETAGEX';

/** Of the header and of the footer, each. */
export const APE_BLOCK_BYTES = 32;

const HAS_HEADER = 0x8000_0000;
const IS_HEADER = 0x2000_0000;

/**
 * Size of an APEv2 tag, with its header and footer, by one of these blocks; null when it is none of the kind asked for.
 * https://wiki.hydrogenaud.io/index.php?title=APE_Tags_Header
 */
export function apeTagSize(block: Buffer, kind: 'header' | 'footer'): number | null {
  if (block.length < APE_BLOCK_BYTES || block.toString('latin1', 0, MARK.length) !== MARK) return null;
  const flags = block.readUInt32LE(20);
  if (((flags & IS_HEADER) !== 0) !== (kind === 'header')) return null;
  // The size stored counts the items and the footer, but not the header.
  const itemsAndFooter = block.readUInt32LE(12);
  return itemsAndFooter + (kind === 'header' || (flags & HAS_HEADER) !== 0 ? APE_BLOCK_BYTES : 0);
}
