/** Elastic Cloud's own keys, which Serverless accepts too, begin like this and are used as they are. */
const CLOUD_KEY = /^essu_[\w+/=-]+$/u;
const BASE64 = /^[A-Za-z\d+/]+={0,2}$/u;
const EXPECTED = 'must be the value `encoded` of the answer that created the key: letters, digits, + and /';

/** Return what is wrong with the form of an API key, without the value; null if it may be one. */
export function apiKeyProblem(text: string): string | null {
  if (/^["'\u2018\u2019\u201C\u201D].*["'\u2018\u2019\u201C\u201D]$/su.test(text)) return `${EXPECTED}, without quotes`;
  if (/^ApiKey\s/iu.test(text)) return `${EXPECTED}, without \`ApiKey\` before it`;
  if (/^[\w-]+:[\w-]+$/u.test(text)) return `${EXPECTED}, not id:key, which is what it encodes`;
  if (CLOUD_KEY.test(text)) return null;
  if (!BASE64.test(text)) return `${EXPECTED}; this value has other characters, such as a space or a line break`;
  return /^[\x21-\x7e]+:[\x21-\x7e]+$/u.test(Buffer.from(text, 'base64').toString('latin1'))
    ? null
    : `${EXPECTED}; this value is incomplete or another one`;
}
