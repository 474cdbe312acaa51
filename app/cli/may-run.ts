import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { isRunning } from '@/lib/kernel/is-running'

/** Whether a process runs and may be this program: false also where the machine says that its id is another program's by now. */
export function mayRun(pid: number, program: RegExp): boolean {
  if (!isRunning(pid)) return false
  const file = `/proc/${pid}/cmdline`
  const said = existsSync(file) ? readFileSync(file, 'utf8') : spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout
  const [name] = (said ?? '').split(/[\0\s]/)
  return name === undefined || name === '' || program.test(basename(name))
}
