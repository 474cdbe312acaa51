import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** Whether a process is alive. One of another user is, too: it may not be asked, and says so. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // safe: what kill throws has a code
  }
}

/** Whether a process is alive and may run this program: false also where the machine says that its id is another program's by now. */
export function mayRun(pid: number, program: RegExp): boolean {
  if (!isAlive(pid)) return false
  const file = `/proc/${pid}/cmdline`
  const said = existsSync(file) ? readFileSync(file, 'utf8') : spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout
  const [name] = (said ?? '').split(/[\0\s]/)
  return name === undefined || name === '' || program.test(basename(name))
}
