import { z } from 'zod';
import type { FormError } from '../protocol/api-error.ts';
import type { UploadedFile } from '../protocol/request-body.ts';
import { anyText } from './text.ts';

const MAX_FILES = 10;

/** The field `attachments` of a message payload. */
export const ATTACHMENTS = z
  .array(
    z.object({
      id: z.union([z.string().regex(/^\d+$/u), z.int().min(0)]),
      filename: anyText(1024).nullish(),
      description: anyText(1024).nullish(),
    }),
  )
  .max(MAX_FILES);

/** What a payload says about the files of its message; absent: all are kept and all uploaded ones are added. */
export type Attachments = z.infer<typeof ATTACHMENTS> | null | undefined;

/** A file that a message already has. */
export interface StoredFile {
  readonly id: string;
  readonly filename: string;
}

/** Return the number in the form field of a file, `files[n]`; null for another name. */
function numberOf({ field }: UploadedFile): string | null {
  return /^files\[(\d+)\]$/u.exec(field)?.[1] ?? null;
}

/** Return the uploaded files that the message gets, with their names in it. */
export function uploadedFiles(
  attachments: Attachments,
  files: readonly UploadedFile[],
): { readonly name: string; readonly file: UploadedFile }[] {
  return files.flatMap((file) => {
    const entry = attachments?.find(({ id }) => String(id) === numberOf(file));
    return attachments && !entry ? [] : [{ name: entry?.filename ?? file.filename, file }];
  });
}

/** Return the names of the uploaded files in the message. */
export function uploadedNames(attachments: Attachments, files: readonly UploadedFile[]): string[] {
  return uploadedFiles(attachments, files).map(({ name }) => name);
}

/** Return whether an edit keeps a file: without the field `attachments`, it keeps all. */
export function isKept(attachments: Attachments, { id }: StoredFile): boolean {
  return !attachments || attachments.some((each) => String(each.id) === id);
}

/** Return the names of the files that an edit keeps. */
export function keptNames(attachments: Attachments, stored: readonly StoredFile[]): string[] {
  return stored.filter((file) => isKept(attachments, file)).map(({ filename }) => filename);
}

/** Check that each file has a form field `files[n]` of its own, and each entry refers to a file. */
export function attachmentErrors(
  attachments: Attachments,
  files: readonly UploadedFile[],
  stored: readonly StoredFile[],
): FormError[] {
  const errors: FormError[] = [];
  const numbers = files.map(numberOf);
  if (numbers.includes(null) || new Set(numbers).size < numbers.length)
    errors.push({ path: ['files'], message: 'Each file needs a form field of its own, named files[n].' });
  if (files.some(({ filename }) => filename === '')) errors.push({ path: ['files'], message: 'A file has no name.' });
  const known = new Set([...numbers, ...stored.map(({ id }) => id)]);
  for (const [index, { id }] of (attachments ?? []).entries()) {
    if (!known.has(String(id)))
      errors.push({ path: ['attachments', index, 'id'], message: `There is no file ${String(id)}` });
  }
  const kept = keptNames(attachments, stored).length + uploadedNames(attachments, files).length;
  if (kept > MAX_FILES || files.length > MAX_FILES)
    errors.push({ path: ['attachments'], message: `Must be ${MAX_FILES} or fewer in length.` });
  return errors;
}
