/** Return an ISRC in its compact form, 12 characters in upper case without hyphens, or null if the text is none. */
export function isrcOf(text: string): string | null {
  const code = text.replace(/[\s-]/gu, '').toUpperCase();
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/u.test(code) ? code : null;
}

/** Return a MusicBrainz identifier, a UUID in lower case, or null if the text is none. */
export function musicBrainzIdOf(text: string): string | null {
  const id = text.trim().toLowerCase();
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id) ? id : null;
}
