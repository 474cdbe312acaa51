import { readdirSync, readFileSync } from 'node:fs'
import { type Figure, round } from './figure'
import { type Followers, openFollowers } from './followers'
import { memoryAfterCollecting, type ProcessMemory } from './process-memory'

const MOST_KB = 100
/** Opened and closed before memory is read for the first time: what the first streams of a process load, and the room they grow its heap to, is not the followers'. */
const WARM_UP = 300
const GROUP = 150
const GROUPS = 4
/** Time for the sockets to settle before memory is read, milliseconds. */
const SETTLE_MS = 3_000

/**
 * What one more idle follower costs the web process: the slope of its memory over groups of followers, after a warm-up and with its garbage collected each time. Linux only, and
 * only for a server that the bench has started itself: elsewhere nothing is measured and the sentence says so.
 */
export async function measureFollowers({ url, is_ours, say }: { url: string; is_ours: boolean; say(text: string): void }): Promise<Figure[]> {
  const pid = is_ours ? webProcess(new URL(url).port) : null
  const first = pid === null ? null : await memoryAfterCollecting(pid)
  if (pid === null || first === null) {
    say('memory per follower was not measured: that takes Linux, a server that the bench starts itself, and a free port 9229')
    return []
  }
  const warm_up = await openFollowers(url, WARM_UP)
  warm_up.leave()
  const groups: Followers[] = []
  const found: ProcessMemory[] = []
  const read = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done, SETTLE_MS))
    const memory = await memoryAfterCollecting(pid)
    if (memory !== null) found.push(memory)
  }
  try {
    await read()
    for (let n = 1; n <= GROUPS; n++) {
      say(`${n * GROUP} idle followers`)
      groups.push(await openFollowers(url, GROUP))
      await read()
    }
  } finally {
    for (const group of groups) group.leave()
  }
  const per_follower = (of: keyof ProcessMemory): number => round(slope(found.map((memory) => memory[of])) / GROUP, 1)
  const [resident, heap, outside] = [per_follower('resident_kb'), per_follower('heap_kb'), per_follower('outside_kb')]
  return [
    {
      id: 'followers.memory',
      sentence: `One more idle follower holds ${resident} kB, of which ${heap} kB on the heap and ${outside} kB in buffers: the slope over ${GROUP * GROUPS}, after a warm-up and with garbage collected.`,
      value: resident,
      unit: 'kB',
      target: { at: 'most', value: MOST_KB },
      detail: { heap_kb: heap, outside_kb: outside, resident_mb: found.map((memory) => Math.round(memory.resident_kb / 1024)) },
    },
  ]
}

/** By least squares, for values at 0, 1, 2 and so on. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  const shared = values.reduce((sum, v, at) => sum + (at - middle) * (v - mean), 0)
  return shared / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
}

/** The web server that the bench has told to listen on this port. */
function webProcess(port: string): number | null {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return '' // another person's process, or one that has just ended
    }
  }
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  const pid = pids.find(
    (name) => read(`/proc/${name}/cmdline`).startsWith('next-server') && read(`/proc/${name}/environ`).split('\0').includes(`COUNTERSIGN_PORT=${port}`),
  )
  return pid === undefined ? null : Number(pid)
}
