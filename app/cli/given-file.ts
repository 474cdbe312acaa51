import { readFile, stat } from 'node:fs/promises'
import { Fault } from '@/lib/kernel/errors'

/** A file as somebody named it: by which argument, and what to do where it cannot be read. */
export type GivenFile = { path: string; argument: string; remedy: string }

const WHY: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'this is a folder',
  EACCES: 'it may not be read by this user',
  EPERM: 'it may not be read by this user',
}

/** Why a named file cannot be read, with what to do. */
export function fileFault({ path, argument, remedy }: GivenFile, cause: unknown): Fault {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return new Fault(
    'validation_failed',
    `${argument} ${path}: ${WHY[code] ?? `it cannot be read (${code === '' ? String(cause) : code})`}; ${remedy}`,
    { file: path, argument },
    { cause },
  )
}

/** Throws Fault `validation_failed` where there is no file, or none that may be read. */
export async function requireFile(given: GivenFile): Promise<void> {
  const found = await stat(given.path).catch((cause: unknown) => {
    throw fileFault(given, cause)
  })
  if (found.isDirectory()) throw fileFault(given, Object.assign(new Error('a folder'), { code: 'EISDIR' }))
}

/** Throws Fault `validation_failed` where something that is no folder has the name of one that is to be written into. */
export async function requireFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found !== null && !found.isDirectory()) throw new Fault('validation_failed', `${path}: this is a file; name a folder to write into`, { file: path })
}

/** The text of a named file. Throws Fault `validation_failed`. */
export const readGiven = (given: GivenFile): Promise<string> =>
  readFile(given.path, 'utf8').catch((cause: unknown) => {
    throw fileFault(given, cause)
  })
