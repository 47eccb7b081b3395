/** Accents of Latin, Greek and Cyrillic letters, points of Hebrew and Arabic ones. Not the vowels of Indic scripts, nor what makes パ of ハ: those are other letters. */
const SET_ASIDE = /[\u0300-\u036F\u0591-\u05C7\u064B-\u065F\u0670]+/gu;

/** Text for comparing names: letter case, accents and runs of white space set aside. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(SET_ASIDE, '').toLowerCase().replace(/\s+/gu, ' ').trim();
}
