import { readdirSync, readFileSync } from 'node:fs'
import { type Figure, round } from './figure'
import { type Followers, openFollowers } from './followers'

const MOST_KB = 100
/** Opened and closed before memory is read for the first time: what the first streams of a process load, and the room they grow its heap to, is not the followers'. */
const WARM_UP = 300
/** Time for the sockets and the collector to settle before memory is read, milliseconds. */
const SETTLE_MS = 5_000

/** What an idle follower costs the web process, in resident memory. Linux only: elsewhere nothing is measured and the sentence says so. */
export async function measureFollowers({ url, say }: { url: string; say(text: string): void }): Promise<Figure[]> {
  const found: [count: number, kb: number][] = []
  const groups: Followers[] = []
  const first = await openFollowers(url, WARM_UP)
  first.leave()
  try {
    for (const count of [200, 1_000]) {
      say(`${count} idle followers`)
      const before = await settledKb(url)
      groups.push(await openFollowers(url, count))
      const after = await settledKb(url)
      if (before !== null && after !== null) found.push([count, (after - before) / count])
    }
  } finally {
    for (const group of groups) group.leave()
  }
  if (found.length === 0) {
    say('memory per follower was not measured: only Linux tells the memory of another process')
    return []
  }
  return [
    {
      id: 'followers.memory',
      sentence: `An idle follower holds ${found.map(([count, kb]) => `${round(kb, 1)} kB of ${count}`).join(', ')} more ones.`,
      value: round(Math.max(...found.map(([, kb]) => kb)), 1),
      unit: 'kB',
      target: { at: 'most', value: MOST_KB },
      detail: Object.fromEntries(found),
    },
  ]
}

async function settledKb(url: string): Promise<number | null> {
  await new Promise((done) => setTimeout(done, SETTLE_MS))
  const pid = webProcess(new URL(url).port)
  return pid === null ? null : Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

/** The web server that the bench has told to listen on this port. */
function webProcess(port: string): string | null {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return '' // another person's process, or one that has just ended
    }
  }
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return (
    pids.find(
      (pid) => read(`/proc/${pid}/cmdline`).startsWith('next-server') && read(`/proc/${pid}/environ`).split('\0').includes(`COUNTERSIGN_PORT=${port}`),
    ) ?? null
  )
}
