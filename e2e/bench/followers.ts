import { signInAs } from './server'

// A session holds eight streams at most (app/api/events/followers.ts).
const STREAMS_A_SESSION = 8

/** Open event streams and when each heard of a subject, milliseconds of `performance.now()`. `watch` forgets what was heard and listens for another. */
export type Followers = { count: number; watch(subject: string): ReadonlyMap<number, number>; leave(): void }

/** Sessions whose streams have been left, by server: signing in is slowed down for whoever does it often. */
const free = new Map<string, string[]>()

/** Opens so many streams of changes, eight to a session, as as many idle browsers would. Resolves when each is connected. */
export async function openFollowers(url: string, count: number): Promise<Followers> {
  const leaving = new AbortController()
  const cookies: string[] = []
  let heard = new Map<number, number>()
  let subject = ''
  const follow = async (cookie: string, n: number): Promise<void> => {
    const answer = await fetch(`${url}/api/events`, { headers: { cookie }, signal: leaving.signal })
    if (!answer.ok || answer.body === null) throw new Error(`the stream answered ${answer.status}`)
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    await reader.read()
    const read = async (): Promise<void> => {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        if (subject !== '' && part.value.includes(subject) && !heard.has(n)) heard.set(n, performance.now())
    }
    void read().catch(() => undefined) // ends when they leave
  }
  for (let n = 0; n < count; ) {
    const cookie = free.get(url)?.pop() ?? (await signInAs(url, 'usr_mara'))
    cookies.push(cookie)
    const here = Math.min(STREAMS_A_SESSION, count - n)
    await Promise.all(Array.from({ length: here }, (_, i) => follow(cookie, n + i)))
    n += here
  }
  return {
    count,
    watch(next) {
      subject = next
      heard = new Map()
      return heard
    },
    leave() {
      leaving.abort()
      free.set(url, [...(free.get(url) ?? []), ...cookies.splice(0)])
    },
  }
}
