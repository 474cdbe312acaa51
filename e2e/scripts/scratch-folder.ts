import { chmodSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
/** Several times what lies there at one time: two clones, two data folders and a gigabyte of the log of Postgres. Bytes. */
const ROOM = 4 * 1024 ** 3

/**
 * An empty folder for what the tests throw away, in memory where there is plenty. A clone of a database makes six hundred files and drops them again; a disk's
 * file system may look through all that were dropped in the last minutes before it gives out the next. Anyone may pass through it: the database of a root user runs as nobody.
 */
export function scratchFolder(prefix: string): string {
  const folder = mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), prefix))
  chmodSync(folder, 0o755)
  return folder
}

/** Whoever names a place for temporary files means it. */
function hasRoom(): boolean {
  if (process.env['TMPDIR'] !== undefined) return false
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ROOM
  } catch {
    return false // not every machine has one
  }
}
